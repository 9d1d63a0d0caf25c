using System.Globalization;

namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Compares what the source said with what stands in the books. Pure; the settle time is the caller's.</summary>
public static class SourceLedgerComparison
{
    /// <param name="revisions">All that is known of one source transaction.</param>
    /// <param name="settledBefore">What happened later than this may still be on its way and is not judged.</param>
    public static IReadOnlyList<Finding> Compare(IReadOnlyList<TransactionSide> revisions, DateTimeOffset settledBefore)
    {
        var findings = new List<Finding>();
        foreach (var revision in revisions)
        {
            if (revision is { ReceivedAt: { } receivedAt, Outcome: TransactionOutcome.Received } && receivedAt <= settledBefore)
                findings.Add(Of(DiscrepancyType.MissingInLedger, revision));
            if (revision.ReceivedAt is null && (revision.PostedAt ?? revision.ReversedAt) <= settledBefore)
                findings.Add(Of(DiscrepancyType.UnexpectedInLedger, revision));
            if (revision.Outcome == TransactionOutcome.Held && revision.OverdueAt <= settledBefore)
                findings.Add(Of(DiscrepancyType.HeldTooLong, revision));
            if (revision is { Stands: true, Difference: not null })
                findings.Add(Of(DiscrepancyType.GivenBackDiffers, revision));
        }
        var standing = revisions.Where(revision => revision.Stands).ToList();
        // A later revision is posted first and the earlier one taken back after it: between the two, both stand.
        if (standing.Count > 1 && standing.Max(revision => revision.PostedAt) <= settledBefore)
            findings.Add(
                new Finding(
                    DiscrepancyType.DoubledInLedger,
                    new Subject { Source = standing[0].Source, TransactionId = standing[0].Id },
                    new Evidence { Source = standing }
                )
            );
        return findings;
    }

    /// <summary>Why a difference that was seen before is none any more.</summary>
    public static string WhyGone(DiscrepancyType type, Subject subject, IReadOnlyList<TransactionSide> revisions)
    {
        if (type == DiscrepancyType.DoubledInLedger)
            return revisions.SingleOrDefault(revision => revision.Stands) is { } last
                ? string.Create(CultureInfo.InvariantCulture, $"Only revision {last.Revision} stands now.")
                : "No revision stands now.";
        if (revisions.FirstOrDefault(revision => revision.Revision == subject.Revision) is not { } side)
            return Gone.Unknown;
        if (type == DiscrepancyType.GivenBackDiffers)
            return side.Stands ? "It is the same as a part of the revision that stands now." : $"Its entry was taken back{Gone.At(side.ReversedAt)}.";
        return type == DiscrepancyType.UnexpectedInLedger
            ? $"Its source transaction was received{Gone.At(side.ReceivedAt)}."
            : side.Outcome switch
            {
                TransactionOutcome.Posted => $"It was posted{Gone.At(side.PostedAt)}.",
                TransactionOutcome.Held => $"It is held: {side.Reason}",
                TransactionOutcome.Rejected => $"The ledger rejected it: {side.Reason}",
                TransactionOutcome.Superseded => "A later revision was there first.",
                _ => Gone.Unknown,
            };
    }

    static Finding Of(DiscrepancyType type, TransactionSide side) =>
        new(
            type,
            new Subject
            {
                Source = side.Source,
                TransactionId = side.Id,
                Revision = side.Revision,
            },
            new Evidence { Source = [side] }
        );
}
