using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.ReadContents;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Looks up what is told already of the facts that a report repeats. What the report itself told before is known by its hash; of what came in
/// another way the raw payload is read once more, because a hash cannot say in what two contents differ.</summary>
sealed class ToldBefore(AcceptedContents contents)
{
    /// <returns>By source and id; null where it cannot be read any more. Empty when nothing among the candidates is second hand.</returns>
    public async Task<IReadOnlyDictionary<(string Source, string Id), ToldFact?>> Of(
        Session session,
        IReadOnlyList<Candidate> candidates,
        CancellationToken stop
    )
    {
        var told = new Dictionary<(string Source, string Id), ToldFact?>();
        var repeating = candidates.Where(candidate => candidate.Key.Revision == SourceTransaction.SecondHand).ToList();
        if (repeating.Count == 0)
            return told;
        var latest = await AcceptStore.Latest(session, [.. repeating.Select(candidate => candidate.Key).Distinct()], stop);
        var toRead = new List<TransactionKey>();
        foreach (var candidate in repeating)
        {
            var (source, id, _) = candidate.Key;
            if (!latest.TryGetValue((source, id), out var stands))
                continue;
            if (stands.Revision == SourceTransaction.SecondHand && stands.Hash.AsSpan().SequenceEqual(candidate.Hash))
                told[(source, id)] = ToldFact.Of(candidate.Transaction);
            else
                toRead.Add(new TransactionKey(source, id, stands.Revision));
        }
        if (toRead.Count > 0)
            foreach (var content in await contents.Read(session, toRead, stop))
                told[(content.Source, content.Id)] = Fact(content.Transaction);
        return told;
    }

    static ToldFact? Fact(SourceTransactionData? said) =>
        said is not null && KindWords.TryParse(said.Kind, out var kind)
            ? new ToldFact(said.Revision, kind, said.OccurredAt, said.Currency, said.Gross)
            : null;
}
