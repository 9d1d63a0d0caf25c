namespace AccountingSync.LocalServers;

/// <summary>One finished span as it was received.</summary>
public sealed record SpanRecord
{
    public required string TraceId { get; init; }
    public required string SpanId { get; init; }

    /// <summary>Null for the root of a trace.</summary>
    public required string? ParentId { get; init; }
    public required string Service { get; init; }
    public required string Name { get; init; }
    public required SpanKind Kind { get; init; }
    public required DateTimeOffset Start { get; init; }
    public required TimeSpan Duration { get; init; }
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Other traces that this span took part in, as one envelope does with many items.</summary>
    public required IReadOnlyList<SpanLink> Links { get; init; }
    public required bool Failed { get; init; }
}

public sealed record SpanLink(string TraceId, string SpanId);

/// <summary>The numbers are those of the protocol.</summary>
public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <summary>One log line as it was received.</summary>
public sealed record LogRecord(
    string Service,
    string Severity,
    string Body,
    string? TraceId,
    string? SpanId,
    IReadOnlyDictionary<string, string> Attributes
);
