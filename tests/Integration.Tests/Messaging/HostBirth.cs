using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>Gets hold of the host that an entry point builds. The framework announces each host that is being built; the
/// flow of execution tells whose it is.</summary>
sealed class HostBirth(Action<IServiceCollection>? change) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly AsyncLocal<HostBirth?> Current = new();
    readonly TaskCompletionSource<IHost> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IHost> Started => started.Task;

    public void Witness(Action entryPoint)
    {
        Current.Value = this;
        using var all = DiagnosticListener.AllListeners.Subscribe(this);
        entryPoint();
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
            return;
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder } && change is not null)
            builder.ConfigureServices((_, services) => change(services));
        if (value is { Key: "HostBuilt", Value: IHost host })
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => started.TrySetResult(host));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) => started.TrySetException(error);
}
