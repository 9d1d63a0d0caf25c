using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Services.Tests.Sandbox;

/// <summary>Takes webhooks and keeps their exact bytes; a test says how to answer.</summary>
sealed class WebhookReceiver : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentQueue<(byte[] Body, string Signature)> received = new();
    readonly SemaphoreSlim arrivals = new(0);

    WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IReadOnlyList<(byte[] Body, string Signature)> Received => [.. received];

    public static async Task<WebhookReceiver> Start(string header, Func<byte[], string, int> answer)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var host = builder.Build();
        var receiver = new WebhookReceiver(host);
        host.MapPost(
            "/{**path}",
            async (HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                var signature = context.Request.Headers[header].ToString();
                receiver.received.Enqueue((body.ToArray(), signature));
                context.Response.StatusCode = answer(body.ToArray(), signature);
                receiver.arrivals.Release();
            }
        );
        await host.StartAsync();
        return receiver;
    }

    public async Task WaitForOne() => Assert.That(await arrivals.WaitAsync(TimeSpan.FromSeconds(20)), Is.True, "no webhook arrived");

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        arrivals.Dispose();
    }
}
