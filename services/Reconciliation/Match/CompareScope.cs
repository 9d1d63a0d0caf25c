namespace AccountingSync.Reconciliation.Match;

/// <summary>How much a run compares.</summary>
abstract record CompareScope
{
    CompareScope() { }

    public sealed record Everything : CompareScope;

    /// <summary>Only these entries; besides, what waits and what was changed in a platform, which is short at any time.</summary>
    public sealed record Entries(IReadOnlyCollection<Guid> Ids) : CompareScope;
}
