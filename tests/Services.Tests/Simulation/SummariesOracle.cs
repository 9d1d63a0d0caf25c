using AccountingSync.Accounting;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>What must be true of a connection that gets summaries: every entry of the books is in one of them, and what a payout settles in that payout's.</summary>
static class SummariesOracle
{
    public static IEnumerable<string> Violations(World world, SummariesTwin sums)
    {
        var books = world.Ledger.Entries.DistinctBy(entry => entry.Id).ToDictionary(entry => entry.Id);
        foreach (var entry in books.Values)
            if (sums.Entries.GetValueOrDefault(entry.Id)?.SummaryId is null)
                yield return $"{Describe.Origin(entry.Origin)} is in no summary";
        foreach (var row in sums.Entries.Values)
            if (Wrong(row, books.GetValueOrDefault(row.Entry.EntryId), sums) is { } wrong)
                yield return $"{row.Entry.TransactionId} revision {row.Entry.Revision} {wrong}";
    }

    /// <summary>By the key of its document, what each summary must say: the sums of its entries as the books have them.</summary>
    public static IReadOnlyDictionary<string, string> Expected(World world, SummariesTwin sums)
    {
        var books = world.Ledger.Entries.DistinctBy(entry => entry.Id).ToDictionary(entry => entry.Id);
        return sums
            .Entries.Values.Where(row => row.SummaryId is not null && books.ContainsKey(row.Entry.EntryId))
            .GroupBy(row => row.SummaryId!.Value)
            .ToDictionary(group => PlatformKey.For(group.Key), group => Text(group.SelectMany(row => books[row.Entry.EntryId].Lines)));
    }

    /// <summary>Debits and credits of each account apart.</summary>
    public static string Text(IEnumerable<JournalLine> lines) =>
        string.Join(
            "; ",
            lines
                .GroupBy(line => (line.Account, line.Currency, IsCredit: line.Amount < 0m))
                .OrderBy(group => (group.Key.Account, group.Key.Currency, group.Key.IsCredit))
                .Select(group => FormattableString.Invariant($"{group.Key.Account} {group.Key.Currency} {group.Sum(line => line.Amount):0.0000}"))
        );

    static string? Wrong(SummaryEntryRow row, JournalEntry? entry, SummariesTwin sums)
    {
        if (entry is null)
            return "is summed up, and the books do not have it";
        if (entry.Date.Month != row.Place.Date.Month)
            return $"is of {entry.Date:yyyy-MM-dd} and stands in a document of {row.Place.Date:yyyy-MM-dd}";
        var isInPayout = row.Place.Group.StartsWith(PayoutSummaries.Prefix, StringComparison.Ordinal);
        var by = sums.Members.GetValueOrDefault((row.Entry.Source, row.Entry.TransactionId));
        return isInPayout != by is not null ? $"is settled by {by?.Id ?? "nothing"}, and summed up in {row.Place.Group}" : null;
    }
}
