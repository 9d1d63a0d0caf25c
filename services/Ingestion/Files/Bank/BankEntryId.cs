using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Which entry it is, so that a second copy of a statement, or another one over the same days, gives it the same id.
/// <para>The fact is the account, the day of booking, the amount and the bank's own reference; where the bank gives none, everything else that it says of
/// the entry. Equal facts are counted in the order of the file: the second of two equal payments has the number 2 in every copy, so it is
/// never taken for the first. A reference is not trusted to be unique: many banks use one again.</para>
/// <para>What remains is a bank that cuts one day into several files and sends, without a reference, an equal payment in each. Both
/// are the first of their file and get the same id; the name of the statement, which is among the attributes, differs, so that the second
/// is reported as a conflict and not taken for a duplicate.</para></summary>
static class BankEntryId
{
    /// <summary>What tells the entry from others, apart from how often it has come before.</summary>
    public static string Fact(BankStatement statement, BankEntry entry)
    {
        var amount = entry.Amount.ToString("0.########", CultureInfo.InvariantCulture);
        string?[] always = [statement.Account.ToString(), statement.Currency, entry.BookingDate.ToString("O", CultureInfo.InvariantCulture), amount];
        string?[] own = entry.BankReference is { } reference
            ? ["reference", reference]
            :
            [
                "text",
                entry.ValueDate?.ToString("O", CultureInfo.InvariantCulture),
                entry.Code,
                entry.EndToEndId,
                entry.OwnReference,
                entry.Counterparty,
                entry.CounterpartyAccount,
                entry.Remittance,
            ];
        return string.Join('\u001f', always.Concat(own).Select(BankTexts.Kept));
    }

    /// <param name="occurrence">Counts from 1.</param>
    public static string Of(string fact, int occurrence)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fact}\u001f{occurrence}"));
        return "bank-" + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    }
}
