namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Compares an entry with what a platform holds of it. Pure; the settle time is the caller's.</summary>
public static class LedgerPlatformComparison
{
    /// <param name="settledBefore">What happened later than this may still be on its way: it is not missing yet.
    /// What a platform is seen to hold is judged at once.</param>
    public static IReadOnlyList<Finding> Compare(EntryAtPlatform there, DateTimeOffset settledBefore)
    {
        // A platform that was disconnected is nobody's concern any more.
        if (!there.Connection.Active)
            return [];
        var findings = new List<Finding>();
        var live = there.Documents.Where(document => document.IsThere).ToList();
        // A second document may be seen before it is known which one is ours.
        if (live.Count > 1 || (there.Documents.Count == 1 && live.Exists(document => document.State == DocumentState.Doubled)))
            findings.Add(
                Of(DiscrepancyType.DoubledInPlatform, there, live.Find(document => document.State == DocumentState.Doubled) ?? live[^1], live)
            );
        if (live.Count == 0 && there.Documents.Count > 0)
            findings.Add(Of(DiscrepancyType.DeletedInPlatform, there, there.Documents[^1], there.Documents));
        if (there.Documents.Count == 0 && there.Refusal is null && there.Entry is { } entry)
            if (
                there.Connection.Expects(entry)
                && entry.PostedAt <= settledBefore
                && !there.IsSummedUp(settledBefore)
                && !there.IsInLine(settledBefore)
            )
                findings.Add(Missing(there));
        if (there.SumOfEntries is { } sum && there.Entry is { } summary && summary.PostedAt <= settledBefore)
            findings.AddRange(CompareSum(there, summary, sum));
        foreach (var document in live)
            findings.AddRange(Compare(there, document, settledBefore));
        return findings;
    }

    static IEnumerable<Finding> Compare(EntryAtPlatform there, DocumentSide document, DateTimeOffset settledBefore)
    {
        if (document.State == DocumentState.Edited)
            yield return Of(DiscrepancyType.EditedInPlatform, there, document, [document]);
        if (document.Totals is null)
            yield break;
        if (there.Entry is not { } entry)
        {
            if (document.WrittenAt <= settledBefore)
                yield return Of(DiscrepancyType.UnexpectedInPlatform, there, document, [document]);
            yield break;
        }
        var differences = Totals.Differences(entry.Totals, document.Totals);
        if (differences.Count > 0)
        {
            var differing = Of(DiscrepancyType.AmountDiffers, there, document, [document]);
            yield return differing with
            {
                Evidence = differing.Evidence with { Differences = differences },
            };
        }
    }

    /// <summary>A summary must be what the ledger's entries come to that are in it.</summary>
    static IEnumerable<Finding> CompareSum(EntryAtPlatform there, EntrySide summary, IReadOnlyDictionary<string, decimal> sum)
    {
        var differences = Totals.Differences(sum, summary.Totals);
        if (differences.Count > 0)
            yield return new Finding(DiscrepancyType.AmountDiffers, About(there), new Evidence { Ledger = summary, Differences = differences });
    }

    /// <summary>Why a difference that was seen before is none any more.</summary>
    public static string WhyGone(DiscrepancyType type, Subject subject, EntryAtPlatform there)
    {
        if (!there.Connection.Active)
            return "The connection is not active any more.";
        var held = there.Documents.FirstOrDefault(document => document.IsThere);
        var own = there.Documents.FirstOrDefault(document => document.PlatformId == subject.PlatformId);
        return type switch
        {
            DiscrepancyType.MissingInPlatform when there.Documents.Count > 0 =>
                $"The platform has had it as {there.Documents[0].PlatformId}{Gone.At(there.Documents[0].WrittenAt)}.",
            DiscrepancyType.MissingInPlatform when there.Refusal is { } refusal => $"The platform refused it: {refusal.Reason}",
            DiscrepancyType.MissingInPlatform when there.Within is { SummaryId: { } summary } => $"It is in the summary {summary}.",
            DiscrepancyType.MissingInPlatform => "The connection does not expect it any more.",
            DiscrepancyType.DeletedInPlatform when held is not null => $"The platform holds it as {held.PlatformId}.",
            DiscrepancyType.DoubledInPlatform => held is null ? "No document is left." : $"Only {held.PlatformId} is left.",
            DiscrepancyType.AmountDiffers when subject.PlatformId is null => "The summary is the sum of its entries now.",
            _ when own is null => Gone.Unknown,
            _ when !own.IsThere => $"The document was deleted there{Gone.At(own.ChangedAt)}.",
            DiscrepancyType.EditedInPlatform => "The document says again what was sent.",
            DiscrepancyType.AmountDiffers => "The totals agree now.",
            DiscrepancyType.UnexpectedInPlatform => $"The ledger announced the entry{Gone.At(there.Entry?.PostedAt)}.",
            _ => Gone.Unknown,
        };
    }

    static Finding Missing(EntryAtPlatform there) => new(DiscrepancyType.MissingInPlatform, About(there), new Evidence { Ledger = there.Entry });

    static Finding Of(DiscrepancyType type, EntryAtPlatform there, DocumentSide document, IReadOnlyList<DocumentSide> documents) =>
        new(type, About(there) with { PlatformId = document.PlatformId }, new Evidence { Ledger = there.Entry, Platform = documents });

    static Subject About(EntryAtPlatform there) =>
        new()
        {
            Connection = there.Connection.Connection,
            EntryId = there.EntryId,
            Source = there.Entry?.Source,
            TransactionId = there.Entry?.TransactionId,
            Revision = there.Entry?.Revision,
        };
}
