namespace AccountingSync.Transformation.MapTransactions;

/// <summary>What is known about a source transaction: its highest decided revision, and the revision whose entry stands.</summary>
/// <param name="Rules">Those that made that entry; null when none stands, or when that was not noted yet.</param>
/// <param name="Fingerprint">Of that entry, for kinds that are told more of later (payouts); otherwise null.</param>
public sealed record TransactionState(int Revision, bool Held, int? MappedRevision, RuleVersion? Rules = null, string? Fingerprint = null)
{
    /// <summary>Nothing is decided: the transaction has not come, or is being decided now.</summary>
    public static TransactionState Undecided { get; } = new(Revision: 0, Held: true, MappedRevision: null);
}

/// <summary>A published version of a rule set.</summary>
public sealed record RuleVersion(string Set, int Version);

/// <summary>What to do with a revision that arrives.</summary>
public abstract record RevisionDecision
{
    RevisionDecision() { }

    /// <param name="Reverse">The revision whose entry must be taken back when this one makes an entry.</param>
    public sealed record Decide(int? Reverse) : RevisionDecision;

    /// <summary>A later revision is held and says nothing to the books yet: until it does, this one counts if the rules map it.</summary>
    /// <param name="Reverse">As with <see cref="Decide"/>.</param>
    public sealed record DecideMeanwhile(int Held, int? Reverse) : RevisionDecision;

    /// <summary>A later revision was there first.</summary>
    public sealed record Superseded(int By) : RevisionDecision;

    /// <summary>Decided before, nothing changes.</summary>
    public sealed record Known : RevisionDecision;

    /// <summary>Pure: the books end the same in whichever order the revisions arrive.</summary>
    public static RevisionDecision For(int revision, TransactionState? state) =>
        state switch
        {
            null => new Decide(Reverse: null),
            { Held: true } when revision < state.Revision && revision > (state.MappedRevision ?? -1) => new DecideMeanwhile(
                state.Revision,
                state.MappedRevision
            ),
            { Held: true } when revision == state.MappedRevision => new Known(),
            { } when revision < state.Revision => new Superseded(state.Revision),
            // The same revision again: only one that is held may be decided anew, under other rules.
            { } when revision == state.Revision => state.Held ? new Decide(state.MappedRevision) : new Known(),
            _ => new Decide(state.MappedRevision),
        };
}
