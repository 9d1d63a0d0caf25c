using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>16, one entry. Its type code says which way the money went.</summary>
/// <param name="Entry">Null for a record that only informs (type 890).</param>
/// <param name="MinorUnits">The amount as the control total counts it.</param>
sealed record Bai2Detail(BankEntry? Entry, decimal MinorUnits)
{
    const int OnlyInforms = 890;

    /// <param name="day">Of the group: a detail has no day of its own.</param>
    public static Bai2Detail Read(Bai2Record record, DateOnly day, Currency currency)
    {
        var fields = new Bai2Fields(record);
        var code = fields.Next();
        if (code.Length != 3 || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var type))
            throw record.Wrong("type code", "type-code", $"'{BankTexts.Kept(code)}' is no type code of three digits.");
        var stated = Bai2Values.Amount(record, "amount", fields.Next());
        if (type == OnlyInforms && stated is null or 0m)
            return new Bai2Detail(null, 0m);
        var amount = stated ?? throw record.Wrong("amount", "missing", "The record names no amount.");
        if (amount < 0m)
            throw record.Wrong(
                "amount",
                "amount",
                "The amount has a minus sign, and the type code already says which way the money went. Ask the bank what is meant."
            );
        var valueDate = Bai2Funds.Read(record, fields);
        var bankReference = BankReferences.OrNull(fields.Next());
        var ownReference = BankReferences.OrNull(fields.Next());
        return new Bai2Detail(
            new BankEntry
            {
                Place = record.Place,
                BookingDate = day,
                ValueDate = valueDate,
                Amount = Sign(record, type) * amount / currency.MinorUnits,
                Code = code,
                BankReference = bankReference,
                OwnReference = ownReference,
                Remittance = fields.Text(),
            },
            amount
        );
    }

    static decimal Sign(Bai2Record record, int type) =>
        type switch
        {
            >= 100 and < 400 => 1m,
            >= 400 and < 700 => -1m,
            _ => throw record.Wrong(
                "type code",
                "type-code",
                $"The type code {type:000} is neither a credit (100 to 399) nor a debit (400 to 699): which way the money went would be a guess. Ask the bank what it means."
            ),
        };
}
