using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>:61:, one entry, with the :86: (or the German :NS:) that explains it.</summary>
static partial class EntryField
{
    [GeneratedRegex(
        @"\A(?<value>[0-9]{6})(?<entry>[0-9]{4}| {4})?(?<mark>RC|RD|EC|ED|C|D)(?<funds>[A-Z])?(?<amount>[0-9]{1,24}(,[0-9]{0,4})?)(?<code>[NFS][A-Z0-9 ]{3})(?<rest>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Form { get; }

    /// <param name="notes">Gets a sentence when a value date had to be understood.</param>
    public static BankEntry Read(Mt940Field field, IReadOnlyList<Mt940Field> texts, string currency, List<string> notes)
    {
        if (Form.Match(field.Lines[0].TrimEnd()) is not { Success: true } match)
            throw field.Wrong(
                "",
                "form",
                $"'{BankTexts.Kept(field.Lines[0])}' is no entry such as 2601310131D118,00NTRFreference//bank's: value date, entry date, C or D, amount with a comma, code of four characters, references."
            );
        var valueDate = ValueDate(field, match.Groups["value"].Value, notes);
        var (reference, bankReference, name) = References(match.Groups["rest"].Value);
        var details = EntryText.Read(texts);
        var supplement = string.Join(' ', field.Lines.Skip(1).Select(line => line.Trim()));
        return new BankEntry
        {
            Place = field.Place,
            BookingDate = BookingDate(field, valueDate, match.Groups["entry"].Value.Trim()),
            ValueDate = valueDate,
            Amount = Amount(field, match, currency),
            IsReversal = match.Groups["mark"].Value.StartsWith('R'),
            Code = match.Groups["code"].Value.TrimEnd() + (details.Code is null ? "" : $"+{details.Code}"),
            BankReference = bankReference,
            EndToEndId = details.EndToEndId,
            OwnReference = reference ?? details.OwnReference,
            Counterparty = details.Name ?? name,
            CounterpartyAccount = details.Account,
            Remittance = details.Text.Contains(supplement, StringComparison.Ordinal) ? details.Text : $"{details.Text} {supplement}".Trim(),
        };
    }

    static DateOnly ValueDate(Mt940Field field, string text, List<string> notes)
    {
        if (BankDate.TryShort(text, out var date))
            return date;
        if (!BankDate.TryEndOfFebruary(text, out date))
            throw field.Wrong(
                "value date",
                "date",
                $"{text} is no day (year, month, day, of two digits each). Ask the bank for the statement again."
            );
        notes.Add(
            $"{field.Place}: the value date {text} does not exist; as in counting 30 days to the month, it is the end of February, {date:yyyy-MM-dd}."
        );
        return date;
    }

    // Without an entry date the bank booked on the value date.
    static DateOnly BookingDate(Mt940Field field, DateOnly valueDate, string text) =>
        text.Length == 0 ? valueDate
        : BankDate.TryBeside(valueDate, text, out var date) ? date
        : throw field.Wrong(
            "entry date",
            "date",
            $"{text} is no day (month, day) near {valueDate:yyyy-MM-dd}. Ask the bank for the statement again."
        );

    /// <summary>RC takes back a credit, so money goes; RD the other way round. The funds code is the third letter of the currency.</summary>
    static decimal Amount(Mt940Field field, Match match, string currency)
    {
        var mark = match.Groups["mark"].Value;
        if (mark is "EC" or "ED")
            throw field.Wrong(
                "mark",
                "expected",
                $"{mark} announces what is expected; a statement holds what is booked. Send the MT940 of a closed day."
            );
        if (match.Groups["funds"] is { Success: true } funds && funds.Value[0] != currency[2])
            throw field.Wrong(
                "funds code",
                "currency",
                $"The funds code {funds.Value} is not the third letter of {currency}, the statement's currency."
            );
        if (!BankAmount.TryParse(match.Groups["amount"].Value, ',', out var amount))
            throw field.Wrong("amount", "amount", $"'{match.Groups["amount"].Value}' is no amount such as 118,00.");
        return mark is "C" or "RD" ? amount : -amount;
    }

    /// <summary>The holder's reference, //, the bank's. Rabobank pads its field of 16 characters with spaces and lets the counterparty's name follow.</summary>
    static (string? Reference, string? BankReference, string? Name) References(string rest)
    {
        var divider = rest.IndexOf("//", StringComparison.Ordinal);
        var bankReference = divider < 0 ? null : BankReferences.OrNull(rest[(divider + 2)..]);
        var reference = divider < 0 ? rest : rest[..divider];
        var padding = reference.TrimEnd().IndexOf("  ", StringComparison.Ordinal);
        return padding <= 0
            ? (BankReferences.OrNull(reference), bankReference, null)
            : (BankReferences.OrNull(reference[..padding]), bankReference, BankReferences.TextOrNull(reference[padding..]));
    }
}
