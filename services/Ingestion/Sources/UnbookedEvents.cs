namespace AccountingSync.Ingestion.Sources;

/// <summary>A vendor's events that book nothing, by their names and by what their names begin with. What is in neither list may move money
/// and is unknown.</summary>
sealed record UnbookedEvents(IReadOnlyList<(string Type, string Reason)> Exact, IReadOnlyList<(string Prefix, string Reason)> Families)
{
    public SourceEvent Read(VendorEvent received) =>
        Reason(received.Type) is { } reason
            ? received.Ignored(reason)
            : received.Unknown($"Events of type '{received.Type}' are not known here and may be about money.");

    /// <returns>Null when the event is in neither list.</returns>
    public string? Reason(string type)
    {
        foreach (var (exact, reason) in Exact)
            if (string.Equals(type, exact, StringComparison.Ordinal))
                return reason;
        foreach (var (prefix, reason) in Families)
            if (type.StartsWith(prefix, StringComparison.Ordinal))
                return reason;
        return null;
    }
}
