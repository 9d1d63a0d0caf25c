using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>A message from :28C: on.</summary>
static partial class Mt940Statement
{
    [GeneratedRegex(@"\A(?<number>[0-9]{1,16})(/(?<page>[0-9]{1,5}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex NumberAndPage { get; }

    public static BankStatement Read(Mt940Cursor fields, (BankAccount Account, string? Currency) identification)
    {
        var (number, page) = Number(fields.Optional("28C", "28"));
        while (fields.Optional("NS") is not null) { } // Who the account's holder is.
        var (opening, currency) = BalanceField.Read(fields.Required("60F", "60M"), identification.Currency);
        var entries = new List<BankEntry>();
        var notes = new List<string>();
        while (fields.Optional("61") is { } line)
        {
            var texts = new List<Mt940Field>();
            while (fields.Optional("86", "NS") is { } text)
                texts.Add(text);
            entries.Add(EntryField.Read(line, texts, currency, notes));
        }
        var (closing, _) = BalanceField.Read(fields.Required("62F", "62M"), currency);
        if (fields.Optional("64") is { } available)
            BalanceField.Read(available, currency);
        while (fields.Optional("65") is { } forward)
            BalanceField.Read(forward, currency);
        while (fields.Optional("86", "NS") is { } message)
            notes.Add($"The bank writes: {BankTexts.Short(string.Join(' ', message.Lines))}");
        fields.End();
        return new BankStatement
        {
            Account = identification.Account,
            Currency = currency,
            Number = number,
            Page = page is null && !opening.IsInterim && !closing.IsInterim ? null : new StatementPage(page ?? 1, !closing.IsInterim),
            Opening = opening,
            Closing = closing,
            Entries = entries,
            Proof = StatementProof.Balances,
            Notes = notes,
        };
    }

    /// <summary>Zero is written by banks that do not number.</summary>
    static (string? Number, int? Page) Number(Mt940Field? field)
    {
        if (field is null)
            return (null, null);
        if (NumberAndPage.Match(field.First) is not { Success: true } match)
            throw field.Wrong("", "number", $"'{field.First}' is no number of a statement such as 12 or 12/1.");
        int? page = match.Groups["page"] is { Success: true } text ? int.Parse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        return (match.Groups["number"].Value.TrimStart('0') is { Length: > 0 } number ? number : null, page is 0 ? null : page);
    }
}
