using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>A journal entry as a move of the type <c>entry</c>: one line for each of ours that is not zero, debits and credits positive, the amount in
/// another currency beside what it comes to in the company's.</summary>
static class OdooEntry
{
    /// <summary>Amounts travel as binary fractions, which keep so many digits whole.</summary>
    const int MostDigits = 15;

    /// <summary>Why the company could not hold this entry as it is; null when it could.</summary>
    /// <param name="rates">What Odoo knows of other currencies on the entry's day.</param>
    public static string? WhyNot(JournalEntry entry, OdooBooks books, IReadOnlyDictionary<string, OdooCurrency> rates)
    {
        var lines = Lines(entry);
        if (lines.Count == 0)
            return "Every line is zero: there is nothing to post.";
        foreach (var line in lines)
        {
            int digits;
            if (line.Currency == books.Currency)
                digits = books.Digits;
            else if (rates.TryGetValue(line.Currency, out var other))
                digits = other.Digits;
            else
                return $"Odoo's books are kept in {books.Currency}, each line needs its amount in it, and Odoo has no rate of {line.Currency} on "
                    + $"{entry.Date:yyyy-MM-dd} or before, or the currency is not active there: enter one, or book it in {books.Currency} by a rule (fx: book_in).";
            if (decimal.Round(line.Amount, digits) != line.Amount)
                return $"Odoo keeps {digits} decimals of {line.Currency}; {line.Account} has {line.Amount.ToString(CultureInfo.InvariantCulture)}.";
            if (Math.Abs(line.Amount) >= Most(digits))
                return $"Odoo keeps {MostDigits} digits of an amount; {line.Account} has {line.Amount.ToString(CultureInfo.InvariantCulture)}.";
        }
        return null;
    }

    /// <summary>Why its accounts do not take it as it is; null when they do.</summary>
    /// <param name="accountOf">What is known of the account of one of ours.</param>
    public static string? WhyNot(JournalEntry entry, OdooBooks books, Func<string, OdooAccount> accountOf)
    {
        foreach (var line in Lines(entry))
        {
            if (accountOf(line.Account) is { Currency: { } only } account && only != books.Currency && only != line.Currency)
                return $"Odoo's account '{account.Name}' takes lines in {only} only, and this entry has one in {line.Currency}: take the currency off the "
                    + $"account there, or map '{line.Account}' to another one.";
        }
        return null;
    }

    /// <param name="accountId">Gives the account's record for one of ours.</param>
    public static JsonObject Write(EntryToWrite write, OdooBooks books, IReadOnlyDictionary<string, OdooCurrency> rates, Func<string, int> accountId)
    {
        var lines = Lines(write.Entry);
        var amounts = OdooAmounts.InBooks(lines, books, rates);
        var commands = new JsonArray();
        for (var i = 0; i < lines.Count; i++)
        {
            var json = Line(lines[i], amounts[i], write.Entry, accountId(lines[i].Account));
            if (lines[i].Currency != books.Currency)
            {
                json["currency_id"] = rates[lines[i].Currency].Id;
                json["amount_currency"] = lines[i].Amount;
            }
            // "Make a new record of this."
            commands.Add(new JsonArray(0, 0, json));
        }
        return new()
        {
            ["move_type"] = "entry",
            ["journal_id"] = books.Journal,
            ["date"] = OdooJson.Of(write.Entry.Date),
            // Nothing but our key: what is equal is found in any language and with any index.
            ["ref"] = write.Key,
            ["line_ids"] = commands,
        };
    }

    /// <summary>The lines that are sent.</summary>
    public static IReadOnlyList<JournalLine> Lines(JournalEntry entry) => [.. entry.Lines.Where(line => line.Amount != 0m)];

    static JsonObject Line(JournalLine line, decimal amount, JournalEntry entry, int account) =>
        new()
        {
            ["account_id"] = account,
            ["name"] = LineWords.OfEntryAndLine(entry, line),
            ["debit"] = Math.Max(amount, 0m),
            ["credit"] = Math.Max(-amount, 0m),
            // "Have exactly these": none. An account may bring taxes of its own, and Odoo would add lines for them.
            ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
        };

    static decimal Most(int digits)
    {
        var most = 1m;
        for (var i = 0; i < MostDigits - digits; i++)
            most *= 10m;
        return most;
    }
}
