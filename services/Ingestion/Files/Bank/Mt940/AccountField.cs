using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>:25:, which banks fill as they like: an IBAN, an account, bank and account, and behind each of them perhaps the currency.</summary>
static partial class AccountField
{
    [GeneratedRegex(@"\A(?<id>.*?[0-9])(/?(?<currency>[A-Z]{3}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex WithCurrency { get; }

    [GeneratedRegex(@"\A[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Iban { get; }

    /// <returns>The currency is null when :25: names none.</returns>
    public static (BankAccount Account, string? Currency) Read(Mt940Field field)
    {
        var text = field.First;
        if (text.Length == 0)
            throw field.Wrong("", "missing", ":25: is empty; it must name the account.");
        var match = WithCurrency.Match(text);
        var (id, currency) =
            match is { Success: true } && match.Groups["currency"] is { Success: true } code ? (match.Groups["id"].Value, code.Value) : (text, null);
        if (Iban.IsMatch(id))
            return (new BankAccount(id, "iban"), currency);
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < id.Length - 1
            ? (new BankAccount(id[(slash + 1)..].Trim(), "other", id[..slash].Trim()), currency)
            : (new BankAccount(id, "other"), currency);
    }
}
