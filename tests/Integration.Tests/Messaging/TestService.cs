using System.Net.Http.Headers;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>A service with the system's own messaging and nothing else. What its consumers saw stands in the table <c>seen</c>
/// of its schema, written in the message's session: seen twice means done twice.</summary>
sealed class TestService(string schema, WebApplication app) : IAsyncDisposable
{
    public string Schema => schema;
    public IServiceProvider Services => app.Services;
    public Faults Faults => app.Services.GetRequiredService<Faults>();

    /// <summary>Its <c>/internal</c> routes.</summary>
    public HttpClient Internal { get; } =
        new()
        {
            BaseAddress = new Uri(app.Urls.Single() + "/internal/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", RunningService.InternalToken) },
        };

    public static async Task<TestService> Start(
        string name,
        string schema,
        Dictionary<string, string> settings,
        Action<MessagingSetup> reads,
        Action<IServiceCollection>? change
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Internal:Token"] = RunningService.InternalToken }
        );
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
        builder.AddServiceDefaults(name);
        builder.Logging.ClearProviders();
        builder.AddPostgres(name);
        builder.AddMessaging(name, reads);
        builder.Services.AddSingleton<Faults>();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapInternal().MapDeadLetters(name);
        app.UseServiceDefaults();
        await app.StartAsync();
        return new TestService(schema, app);
    }

    public async Task WaitUntilReady()
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Eventually.That(async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True, "Readiness");
    }

    /// <summary>In a commit of its own.</summary>
    public Task Send<T>(params T[] messages)
        where T : class => Send(TimeSpan.Zero, messages);

    public async Task Send<T>(TimeSpan delay, params T[] messages)
        where T : class
    {
        await using var session = await NewSession();
        var outbox = NewOutbox();
        foreach (var message in messages)
            outbox.Add(message, delay);
        await outbox.Flush(session, CancellationToken.None);
        await session.Commit(CancellationToken.None);
    }

    public Task<Session> NewSession() =>
        Session.Begin(app.Services.GetRequiredService<NpgsqlDataSource>(), organisation: null, CancellationToken.None);

    public Outbox NewOutbox() => new(app.Services.GetRequiredService<FreshMessages>());

    public async ValueTask DisposeAsync()
    {
        Internal.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
