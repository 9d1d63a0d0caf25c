using AccountingSync.Accounting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.PlatformSync.Summaries;

namespace AccountingSync.Services.Tests.Platforms;

/// <summary>Entries to write to a platform.</summary>
static class PlatformEntries
{
    public const string Clearing = "assets:clearing:front shop";
    public const string Sales = "income:sales";
    public const string Tax = "liabilities:tax:NY";

    public static EntryToWrite Sale(string id, decimal net = 100m, decimal tax = 8m, string currency = "USD") =>
        Entry(
            id,
            new(Clearing, currency, net + tax)
            {
                Memo = "card",
                Dimensions = new Dictionary<string, string> { ["location"] = "main-street" },
            },
            new(Sales, currency, -net),
            new(Tax, currency, -tax) { TaxCode = "NY/sales" }
        );

    public static EntryToWrite Entry(string id, params JournalLine[] lines) => On(new DateOnly(2026, 1, 31), id, lines);

    public static EntryToWrite On(DateOnly date, string id, params JournalLine[] lines)
    {
        var origin = new EntryOrigin("front-shop", id, 1, EntryPart.Entry);
        var draft = JournalEntry.Draft("acme", origin, date, $"Sale \"{id}\"", new("us-retail", 7, "sale.card", "abc"), lines);
        return draft is DraftResult.Drafted(var entry)
            ? new(entry, PlatformKey.For(entry.Id), Generation: 1)
            : throw new InvalidOperationException(draft.ToString());
    }

    /// <summary>That of an entry that waits for its first turn.</summary>
    public static Push PushOf(EntryToWrite entry) =>
        new()
        {
            Id = entry.Entry.Id,
            Organisation = "acme",
            Connection = "books",
            Key = entry.Key,
            Entry = entry.Entry.ToData(),
            State = "pending",
            Generation = 1,
            Attempts = 0,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };

    /// <summary>Account, currency and amount of each line that is not zero, as text that compares.</summary>
    public static IEnumerable<string> Facts(IEnumerable<JournalLine> lines) =>
        lines
            .Where(line => line.Amount != 0m)
            .Select(line => $"{line.Account} {Currencies.Find(line.Currency).Format(line.Amount)} {line.Currency}")
            .Order(StringComparer.Ordinal);
}
