using System.Globalization;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>What would change on one account in one month.</summary>
/// <param name="Period">The month of the entry's date: <c>2026-03</c>.</param>
/// <param name="Dimensions"><c>class=food, location=north</c>; empty when there are none.</param>
/// <param name="Before">What stands in the books; debit positive.</param>
/// <param name="After">What other rules would have made.</param>
public sealed record AccountChange(string Account, string Currency, string Period, string Dimensions, decimal Before, decimal After);

/// <summary>A transaction of which other rules would make something else.</summary>
/// <param name="Before">Lines as they stand; empty when it is held.</param>
/// <param name="After">Lines that would stand; empty when it would be held.</param>
/// <param name="Held">Why it would be held; null when it would not.</param>
public sealed record ChangedTransaction(
    string Source,
    string Id,
    int Revision,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    string? Held
);

/// <summary>Maps transactions that were decided before under other rules, and shows the difference. Pure; nothing is posted.</summary>
/// <param name="against">Rules with which it is compared; null for what stands in the books.</param>
public sealed class RulePreview(RuleBook book, string organisation, RuleBook? against = null)
{
    readonly PreviewedRules then = new(book, organisation);
    readonly PreviewedRules? before = against is null ? null : new(against, organisation);
    readonly Dictionary<(string Account, string Currency, string Period, string Dimensions), (decimal Before, decimal After)> accounts = [];
    readonly List<ChangedTransaction> transactions = [];

    /// <summary>How many were looked at.</summary>
    public int Compared { get; private set; }

    /// <summary>How many are held now, and would be.</summary>
    public (int Before, int After) Held { get; private set; }

    public IReadOnlyList<ChangedTransaction> Transactions => transactions;

    /// <summary>In the order of months and accounts; without those that stay as they are.</summary>
    public IReadOnlyList<AccountChange> Accounts =>
        [
            .. accounts
                .Where(pair => pair.Value.Before != pair.Value.After)
                .Select(pair => new AccountChange(
                    pair.Key.Account,
                    pair.Key.Currency,
                    pair.Key.Period,
                    pair.Key.Dimensions,
                    pair.Value.Before,
                    pair.Value.After
                ))
                .OrderBy(change => change.Period)
                .ThenBy(change => change.Account)
                .ThenBy(change => change.Dimensions)
                .ThenBy(change => change.Currency),
        ];

    /// <param name="posted">The entry, or its reversal; null when the transaction is held.</param>
    /// <param name="said">What the source said, of the same revision.</param>
    /// <param name="original">What it gave back a part of, or would; null when it stands for itself.</param>
    /// <param name="givenBack">What was given back of it, where it is held and an earlier revision stands; null for nothing.</param>
    public void Add(JournalEntry? posted, SourceTransaction said, Original? original = null, IReadOnlyList<Portion>? givenBack = null)
    {
        Compared++;
        // Which periods were closed is not the rules' doing.
        posted = posted?.OnItsOwnDay();
        var reversal = posted is { Origin.Part: EntryPart.Reversal } ? posted : null;
        JournalEntry? Entry(MapResult result)
        {
            var entry = (result as MapResult.Mapped)?.Entry;
            return reversal is null ? entry : entry?.ReversedOn(reversal.Date, "");
        }
        var result = then.Map(said, original, givenBack);
        var made = Entry(result);
        if (before is not null)
            posted = Entry(before.Map(said, original, givenBack));
        Held = (Held.Before + (posted is null ? 1 : 0), Held.After + (made is null ? 1 : 0));
        Count(posted, after: false);
        Count(made, after: true);
        var (was, would) = (Texts(posted), Texts(made));
        if (!was.Order().SequenceEqual(would.Order()) || (posted is not null && made is not null && posted.Date != made.Date))
            transactions.Add(new ChangedTransaction(said.Source, said.Id, said.Revision, was, would, (result as MapResult.Held)?.Reason));
    }

    static List<string> Texts(JournalEntry? entry) => entry is null ? [] : [.. entry.Lines.Select(LineText.WithDetails)];

    void Count(JournalEntry? entry, bool after)
    {
        foreach (var line in entry?.Lines ?? [])
        {
            var key = (line.Account, line.Currency, entry!.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture), Dimensions(line));
            var (was, would) = accounts.GetValueOrDefault(key);
            accounts[key] = after ? (was, would + line.Amount) : (was + line.Amount, would);
        }
    }

    static string Dimensions(JournalLine line) =>
        line.Dimensions is null
            ? ""
            : string.Join(", ", line.Dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
