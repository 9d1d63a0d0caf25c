using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Mt940;

/// <summary>:60F:, :62F: and their like: a mark, a day, a currency, an amount, with nothing between them.</summary>
static partial class BalanceField
{
    [GeneratedRegex(
        @"\A(?<mark>[CD])(?<date>[0-9]{6})(?<currency>[A-Z]{3})?(?<amount>[0-9]{1,24}(,[0-9]{0,4})?)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Form { get; }

    /// <param name="currency">Of the statement, where a closing balance names none; null for the opening balance, which must.</param>
    public static (BankBalance Balance, string Currency) Read(Mt940Field field, string? currency)
    {
        if (Form.Match(field.First) is not { Success: true } match || !BankAmount.TryParse(match.Groups["amount"].Value, ',', out var amount))
            throw field.Wrong(
                "",
                "form",
                $"'{field.First}' is no balance such as C260131EUR118,00: C or D, year, month, day, currency, amount with a comma."
            );
        if (!BankDate.TryShort(match.Groups["date"].Value, out var date))
            throw field.Wrong(
                "date",
                "date",
                $"{match.Groups["date"].Value} is no day (year, month, day, of two digits each). Ask the bank for the statement again."
            );
        var own = match.Groups["currency"] is { Success: true } code ? code.Value : currency;
        if (own is null)
            throw field.Wrong("currency", "missing", "The opening balance names no currency.");
        if (currency is not null && own != currency)
            throw field.Wrong("currency", "currency", $"The statement is in {currency}, this balance in {own}.");
        return (new BankBalance(match.Groups["mark"].Value == "C" ? amount : -amount, date, field.Tag.EndsWith('M')), own);
    }
}
