using System.Net.Http.Headers;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>A service's own entry point, running in this process: the real registrations, the real Kestrel.</summary>
sealed class RunningService : IAsyncDisposable
{
    public const string InternalToken = "token-of-the-tests";

    readonly IHost host;
    readonly Task running;

    RunningService(IHost host, Task running)
    {
        this.host = host;
        this.running = running;
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
        Internal = new HttpClient
        {
            BaseAddress = new Uri(address + "/internal/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", InternalToken) },
        };
    }

    public IServiceProvider Services => host.Services;

    /// <summary>Without any credential.</summary>
    public HttpClient Http { get; }

    /// <summary>As one of the installation's own services.</summary>
    public HttpClient Internal { get; }

    /// <param name="change">Replaces registrations, for faults that the service cannot be talked into from outside.</param>
    public static async Task<RunningService> Start(
        Assembly service,
        IReadOnlyDictionary<string, string> settings,
        Action<IServiceCollection>? change = null
    )
    {
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0",
            $"--Internal:Token={InternalToken}",
            "--Logging:LogLevel:Default=Critical",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var birth = new HostBirth(change);
        var running = Task.Factory.StartNew(
            () => birth.Witness(() => service.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var started = birth.Started;
        if (await Task.WhenAny(started, running) == running)
            await running;
        var child = new RunningService(await started, running);
        await Eventually.That(child.IsReady, Is.True, "Readiness");
        return child;
    }

    /// <summary>Its background worker of this type.</summary>
    public T Worker<T>()
        where T : IHostedService => host.Services.GetServices<IHostedService>().OfType<T>().Single();

    async Task<bool> IsReady()
    {
        using var answer = await Http.GetAsync("/health/ready");
        return answer.IsSuccessStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Internal.Dispose();
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running;
    }
}
