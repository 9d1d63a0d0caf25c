using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>A journal entry as a move: the company's currency, one line for each of ours that is not zero, debits and credits positive.</summary>
static class TrytonEntry
{
    /// <summary>Tryton keeps 16 digits of an amount.</summary>
    const int MostDigits = 16;

    /// <summary>Why the company could never hold this entry; null when it could.</summary>
    public static string? WhyNot(JournalEntry entry, TrytonBooks books)
    {
        if (entry.Lines.FirstOrDefault(line => line.Currency != books.Currency) is { } foreign)
            return $"Tryton's books are kept in {books.Currency}, and each line needs its amount in it; this entry has a line in {foreign.Currency} only. "
                + $"Book it in {books.Currency} by a rule (fx: book_in), or push it to another platform.";
        if (entry.Lines.FirstOrDefault(line => decimal.Round(line.Amount, books.Digits) != line.Amount) is { } fine)
            return $"Tryton keeps {books.Digits} decimals of {books.Currency}; {fine.Account} has {fine.Amount.ToString(CultureInfo.InvariantCulture)}.";
        if (entry.Lines.FirstOrDefault(line => Math.Abs(line.Amount) >= Most(books.Digits)) is { } large)
            return $"Tryton keeps {MostDigits} digits of an amount; {large.Account} has {large.Amount.ToString(CultureInfo.InvariantCulture)}.";
        return entry.Lines.All(line => line.Amount == 0m) ? "Every line is zero: there is nothing to post." : null;
    }

    /// <summary>Why its accounts do not take it as it is; null when they do.</summary>
    /// <param name="accountOf">What is known of the account of one of ours.</param>
    public static string? WhyNot(JournalEntry entry, TrytonBooks books, Func<string, TrytonAccount> accountOf)
    {
        foreach (var line in Lines(entry))
        {
            var account = accountOf(line.Account);
            if (account.NeedsParty && books.Party is null)
                return $"Tryton's account '{account.Name}' asks for a party on each line, and an entry has none: name one for all of them in the "
                    + "connection's setting 'party' (a party's code), or map the account to one that asks for none.";
            if (account.NeedsSecondCurrency)
                return $"Tryton's account '{account.Name}' asks for an amount in a second currency on each line, and an entry has none: "
                    + $"map '{line.Account}' to an account without one.";
        }
        return null;
    }

    /// <param name="accountId">Gives the account's record for one of ours, and what is known of it.</param>
    public static JsonObject Write(
        EntryToWrite write,
        TrytonBooks books,
        TrytonPeriod period,
        Func<string, (int Id, TrytonAccount Facts)> accountId
    ) =>
        new()
        {
            ["company"] = books.Company,
            ["journal"] = books.Journal,
            ["period"] = period.Id,
            ["date"] = TrytonJson.Of(write.Entry.Date),
            // Nothing but our key: what is equal is found in any language and with any index.
            ["description"] = write.Key,
            ["lines"] = new JsonArray(
                new JsonArray(
                    "create",
                    new JsonArray([.. Lines(write.Entry).Select(line => Line(line, write.Entry, accountId(line.Account), books.Party))])
                )
            ),
        };

    /// <summary>The lines that are sent.</summary>
    public static IEnumerable<JournalLine> Lines(JournalEntry entry) => entry.Lines.Where(line => line.Amount != 0m);

    static JsonObject Line(JournalLine line, JournalEntry entry, (int Id, TrytonAccount Facts) account, int? party)
    {
        var json = new JsonObject
        {
            ["account"] = account.Id,
            ["debit"] = TrytonJson.Of(Math.Max(line.Amount, 0m)),
            ["credit"] = TrytonJson.Of(Math.Max(-line.Amount, 0m)),
            ["description"] = LineWords.OfEntryAndLine(entry, line),
        };
        if (account.Facts.NeedsParty)
            json["party"] = party;
        return json;
    }

    static decimal Most(int digits)
    {
        var most = 1m;
        for (var i = 0; i < MostDigits - digits; i++)
            most *= 10m;
        return most;
    }
}
