using System.Text.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>The spans that the local system's receiver wrote down, one per line.</summary>
sealed class TraceFile(string path)
{
    const string LastService = "platform-sync";

    static readonly JsonSerializerOptions Layout = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public async Task<IReadOnlyList<SpanRecord>> Read(string traceId, CancellationToken stop)
    {
        var spans = new List<SpanRecord>();
        await foreach (var line in Lines(stop))
            if (line.Contains(traceId, StringComparison.Ordinal) && Span(line) is { } span && span.TraceId == traceId)
                spans.Add(span);
        return [.. spans.OrderBy(span => span.Start)];
    }

    /// <summary>The id of the newest trace that went all the way; null when none did.</summary>
    public async Task<string?> Latest(CancellationToken stop)
    {
        string? latest = null;
        var began = DateTimeOffset.MinValue;
        await foreach (var line in Lines(stop))
            if (line.Contains(LastService, StringComparison.Ordinal) && Span(line) is { Name: "push entry" } span && span.Start > began)
                (latest, began) = (span.TraceId, span.Start);
        return latest;
    }

    async IAsyncEnumerable<string> Lines([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (!File.Exists(path))
            throw new CommandFailedException($"There are no traces: {path} does not exist. They are written while ./run runs.");
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(stop) is { } line)
            yield return line;
    }

    /// <returns>Null for a last line that is still being written.</returns>
    static SpanRecord? Span(string line)
    {
        if (!line.EndsWith('}'))
            return null;
        var said = JsonSerializer.Deserialize<Line>(line, Layout)!;
        return new SpanRecord
        {
            TraceId = said.TraceId,
            SpanId = said.SpanId,
            ParentId = said.ParentId,
            Service = said.Service,
            Name = said.Name,
            Kind = Enum.Parse<SpanKind>(said.Kind),
            Start = said.Start,
            Duration = TimeSpan.FromTicks((long)(said.DurationMilliseconds * TimeSpan.TicksPerMillisecond)),
            Attributes = said.Attributes,
            Links = [],
            Failed = said.Failed,
        };
    }

    sealed record Line(
        string TraceId,
        string SpanId,
        string? ParentId,
        string Service,
        string Name,
        string Kind,
        DateTimeOffset Start,
        [property: System.Text.Json.Serialization.JsonPropertyName("duration_ms")] decimal DurationMilliseconds,
        bool Failed,
        Dictionary<string, string> Attributes
    );
}
