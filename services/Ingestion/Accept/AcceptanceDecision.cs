using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Accept;

/// <summary>The permanent identity of a fact within an organisation.</summary>
public readonly record struct TransactionKey(string Source, string Id, int Revision)
{
    public static TransactionKey Of(SourceTransaction transaction) => new(transaction.Source, transaction.Id, transaction.Revision);
}

/// <summary>One transaction of a batch with the hash of its content and the submission that brought it.</summary>
public sealed record Candidate(TransactionKey Key, byte[] Hash, SourceTransaction Transaction, int Submission)
{
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<Submission> submissions) =>
        [
            .. submissions.SelectMany(
                (submission, index) =>
                    submission.Transactions.Select(transaction => new Candidate(
                        TransactionKey.Of(transaction),
                        ContentBytes.Hash(transaction),
                        transaction,
                        index
                    ))
            ),
        ];
}

/// <summary>What a report may not contradict.</summary>
/// <param name="Gross">In major units of the currency.</param>
public sealed record ToldFact(int Revision, TransactionKind Kind, DateTimeOffset OccurredAt, string Currency, decimal Gross)
{
    public static ToldFact Of(SourceTransaction transaction) =>
        new(transaction.Revision, transaction.Kind, transaction.OccurredAt, transaction.Currency, transaction.Gross);
}

/// <summary>Tells new from known, within a batch and against what is stored. Pure.</summary>
public static class AcceptanceDecision
{
    /// <summary>What a report repeats, and is told already: a duplicate when it does not contradict what stands, be it by another revision or with
    /// other details. What is not told by anything is decided like everything else.</summary>
    /// <param name="told">By source and id, what stands of the latest revision; null where that cannot be read any more.</param>
    /// <returns>Null when the candidate is no repetition.</returns>
    public static Acceptance? Repeated(Candidate candidate, IReadOnlyDictionary<(string Source, string Id), ToldFact?> told) =>
        candidate.Key.Revision != SourceTransaction.SecondHand || !told.TryGetValue((candidate.Key.Source, candidate.Key.Id), out var stands) ? null
        : stands is not null && !Contradicts(candidate.Transaction, stands) ? Acceptance.Duplicate
        : Acceptance.Conflict;

    /// <summary>Reports settle in one currency what was paid in another, and tell their own time of it: towards the source itself neither is a
    /// contradiction. Two reports have both in common, or speak of two facts, or were read with other settings.</summary>
    static bool Contradicts(SourceTransaction report, ToldFact stands) =>
        report.Kind != stands.Kind
        || (report.Currency == stands.Currency && report.Gross != stands.Gross)
        || (stands.Revision == SourceTransaction.SecondHand && (report.Currency != stands.Currency || report.OccurredAt != stands.OccurredAt));

    /// <summary>The first of each key: what may be inserted.</summary>
    public static IReadOnlyList<Candidate> First(IReadOnlyList<Candidate> candidates) => [.. candidates.DistinctBy(candidate => candidate.Key)];

    /// <param name="inserted">Keys that were new in the table.</param>
    /// <param name="stored">Content hashes of the keys that were not.</param>
    /// <returns>One acceptance per candidate, in their order.</returns>
    public static IReadOnlyList<Acceptance> Decide(
        IReadOnlyList<Candidate> candidates,
        IReadOnlySet<TransactionKey> inserted,
        IReadOnlyDictionary<TransactionKey, byte[]> stored
    )
    {
        var winners = new Dictionary<TransactionKey, byte[]>();
        var decisions = new List<Acceptance>(candidates.Count);
        foreach (var candidate in candidates)
        {
            if (inserted.Contains(candidate.Key) && winners.TryAdd(candidate.Key, candidate.Hash))
            {
                decisions.Add(Acceptance.Accepted);
                continue;
            }
            var first = winners.TryGetValue(candidate.Key, out var winner) ? winner : stored[candidate.Key];
            decisions.Add(first.AsSpan().SequenceEqual(candidate.Hash) ? Acceptance.Duplicate : Acceptance.Conflict);
        }
        return decisions;
    }

    /// <summary>What is noted as conflicting: each content once.</summary>
    public static IReadOnlyList<Candidate> Conflicts(IReadOnlyList<Candidate> candidates, IReadOnlyList<Acceptance> decisions) =>
        [
            .. candidates
                .Where((_, i) => decisions[i] == Acceptance.Conflict)
                .DistinctBy(candidate => (candidate.Key, Convert.ToHexString(candidate.Hash))),
        ];

    /// <returns>For each submission, one acceptance per transaction.</returns>
    public static IReadOnlyList<IReadOnlyList<Acceptance>> BySubmission(
        int submissions,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Acceptance> decisions
    )
    {
        var bySubmission = candidates
            .Select((candidate, i) => (candidate.Submission, Decision: decisions[i]))
            .ToLookup(pair => pair.Submission, pair => pair.Decision);
        return [.. Enumerable.Range(0, submissions).Select(index => bySubmission[index].ToArray())];
    }
}
