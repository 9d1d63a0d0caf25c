using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountingSync.LocalServers;

/// <summary>Where a trace receiver listens and how much it keeps.</summary>
public sealed record TraceReceiverOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }
    public int SpanLimit { get; init; } = 50_000;
    public int LogLimit { get; init; } = 20_000;

    /// <summary>Spans are appended here as lines of JSON; null keeps them in memory only.</summary>
    public string? SpanFile { get; init; }
}

/// <summary>A small OTLP/HTTP endpoint for machines without a collector: keeps the last spans and log lines, counts metrics.</summary>
public sealed class TraceReceiver : IAsyncDisposable
{
    const string Protobuf = "application/x-protobuf";
    readonly WebApplication app;
    readonly SpanFile? file;

    TraceReceiver(TraceReceiverOptions options)
    {
        Store = new TelemetryStore(options.SpanLimit, options.LogLimit);
        file = options.SpanFile is null ? null : new SpanFile(options.SpanFile);
        app = Build(options);
    }

    public TelemetryStore Store { get; }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to (protocol http/protobuf).</summary>
    public Uri Endpoint => new(app.Urls.Single());

    public static async Task<TraceReceiver> StartAsync(TraceReceiverOptions? options = null, CancellationToken cancellation = default)
    {
        var receiver = new TraceReceiver(options ?? new TraceReceiverOptions());
        await receiver.app.StartAsync(cancellation);
        return receiver;
    }

    /// <summary>The spans of one trace, earliest first.</summary>
    public IReadOnlyList<SpanRecord> Spans(string traceId) => Store.Spans(traceId);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (file is not null)
            await file.DisposeAsync();
    }

    WebApplication Build(TraceReceiverOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore().AddRequestDecompression();
        builder.Logging.ClearProviders();
        var built = builder.Build();
        built.UseRequestDecompression();
        built.UseRouting();
        built.MapPost("/v1/traces", context => ReceiveAsync(context, TakeSpansAsync));
        built.MapPost("/v1/logs", context => ReceiveAsync(context, (body, _) => Done(() => Store.Add(ExportRequest.Logs(body).ToList()))));
        built.MapPost(
            "/v1/metrics",
            context => ReceiveAsync(context, (body, _) => Done(() => Store.Count(ExportRequest.MetricNames(body).ToList())))
        );
        return built;
    }

    static async Task ReceiveAsync(HttpContext context, Func<ByteString, CancellationToken, Task> take)
    {
        var body = await ByteString.FromStreamAsync(context.Request.Body, context.RequestAborted);
        try
        {
            await take(body, context.RequestAborted);
            context.Response.ContentType = Protobuf; // An empty message: everything was taken.
        }
        catch (InvalidProtocolBufferException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    async Task TakeSpansAsync(ByteString body, CancellationToken cancellation)
    {
        var spans = ExportRequest.Spans(body).ToList();
        Store.Add(spans);
        if (file is not null)
            await file.AppendAsync(spans, cancellation);
    }

    static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
