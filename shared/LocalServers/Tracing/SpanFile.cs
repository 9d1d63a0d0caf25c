using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccountingSync.LocalServers;

/// <summary>Appends each span as one line of JSON, for whoever wants to search it with ordinary tools.</summary>
sealed class SpanFile(string path) : IAsyncDisposable
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly SemaphoreSlim turn = new(1);
    readonly StreamWriter writer = new(path, append: true);

    public async Task AppendAsync(IReadOnlyList<SpanRecord> spans, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            foreach (var span in spans)
                await writer.WriteLineAsync(Line(span).AsMemory(), cancellation);
            await writer.FlushAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        turn.Dispose();
    }

    static string Line(SpanRecord span) =>
        JsonSerializer.Serialize(
            new
            {
                traceId = span.TraceId,
                spanId = span.SpanId,
                parentId = span.ParentId,
                service = span.Service,
                name = span.Name,
                kind = span.Kind.ToString(),
                start = span.Start,
                duration_ms = (decimal)span.Duration.Ticks / TimeSpan.TicksPerMillisecond,
                failed = span.Failed,
                attributes = span.Attributes,
            },
            Readable
        );
}
