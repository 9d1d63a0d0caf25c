using System.Globalization;

namespace AccountingSync.Accounting.Summaries;

/// <summary>What a summary is: one day's entries of one group, or those of one payout in one month, at one connection.</summary>
/// <param name="Number">1 for the first; later ones hold what came after it was written.</param>
public sealed record SummaryName(string Connection, DateOnly Date, string Group, int Number)
{
    const string RuleSet = "summary";

    /// <summary>With this begins the source of a summary's document, and that of no transaction.</summary>
    public const string SourcePrefix = "summary:";

    /// <summary>The origin of its document.</summary>
    public EntryOrigin Origin =>
        new(SourcePrefix + Connection, string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}/{Group}"), Number, EntryPart.Entry);

    public Guid IdIn(string organisation) => EntryId.For(organisation, Origin);

    /// <summary>The one entry that is written for all of them.</summary>
    /// <exception cref="InvalidOperationException">The sums are no entry: beyond the largest amount, or of entries that do not balance.</exception>
    public JournalEntry Entry(string organisation, SummaryLines sums)
    {
        var number = Number == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", part {Number}: what came later");
        var drafted = JournalEntry.Draft(
            organisation,
            Origin,
            Date,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Date:yyyy-MM-dd} {Group}, {sums.Entries:N0} {(sums.Entries == 1 ? "entry" : "entries")}{number}"
            ),
            new RuleReference(RuleSet, 1, Group.StartsWith(PayoutSummaries.Prefix, StringComparison.Ordinal) ? "payout" : "daily", string.Empty),
            sums.Lines
        );
        return drafted is DraftResult.Drafted(var entry)
            ? entry
            : throw new InvalidOperationException($"The summary {Origin.TransactionId} of {Connection} is no entry: {drafted}");
    }
}
