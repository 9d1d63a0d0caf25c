using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>One Ntry. A collective booking is one entry, because the account moved once; the payments that it is made of go with it.</summary>
static class CamtEntry
{
    /// <summary>A text up to version 7, a choice of code or proprietary word since.</summary>
    public static string Status(FileElement entry) =>
        entry.TextAt("Sts", "Cd") ?? entry.TextAt("Sts", "Prtry") ?? entry.TextAt("Sts") ?? throw entry.Missing("Sts");

    /// <returns>Reads the entry: one that is only announced may lack what a booked one has.</returns>
    public static Func<BankEntry> Read(FileElement entry, string place, string currency) =>
        () =>
        {
            try
            {
                return Booked(entry, place, currency);
            }
            catch (BankShapeException wrong)
            {
                throw new BankShapeException(wrong.Problem with { Place = place });
            }
        };

    static BankEntry Booked(FileElement entry, string place, string currency)
    {
        var amount = CamtValues.Signed(entry, "Ntry");
        CheckCurrency(entry.Child("Amt")!, currency, "Ntry/Amt");
        var isReversal = entry.TextAt("RvslInd") is "true" or "1";
        var details = entry.All("NtryDtls").SelectMany(list => list.All("TxDtls")).ToList();
        var payments = details.Select(payment => CamtPayment.Read(payment, entry, currency, isReversal)).ToList();
        CheckBatch(entry, payments, amount);
        var only = payments.Count == 1 ? payments[0] : null;
        var refs = details.Count == 1 ? details[0].Child("Refs") : null;
        return new BankEntry
        {
            Place = place,
            BookingDate = CamtValues.Day(entry.Child("BookgDt") ?? throw entry.Missing("BookgDt"), "Ntry/BookgDt"),
            ValueDate = entry.Child("ValDt") is { } valueDate ? CamtValues.Day(valueDate, "Ntry/ValDt") : null,
            Amount = amount,
            IsReversal = isReversal,
            Code = Code(entry.Child("BkTxCd")) ?? (details.Count == 1 ? Code(details[0].Child("BkTxCd")) : null),
            BankReference = BankReferences.OrNull(entry.TextAt("AcctSvcrRef")) ?? BankReferences.OrNull(refs?.TextAt("AcctSvcrRef")),
            EndToEndId = only?.EndToEndId,
            OwnReference =
                BankReferences.OrNull(refs?.TextAt("PmtInfId"))
                ?? BankReferences.OrNull(refs?.TextAt("InstrId"))
                ?? BankReferences.OrNull(entry.At("NtryDtls", "Btch")?.TextAt("PmtInfId")),
            Counterparty = only?.Counterparty,
            CounterpartyAccount = only?.CounterpartyAccount,
            Remittance = Texts(only?.Remittance, entry.TextAt("AddtlNtryInf")),
            Payments = payments.Count > 1 ? payments : [],
        };
    }

    public static void CheckCurrency(FileElement amount, string currency, string field)
    {
        if (amount.TextAt("@Ccy") is var found && found != currency)
            throw amount.Wrong(field, "currency", $"The account is in {currency}, this amount in '{found}'. An entry is in the account's currency.");
    }

    static void CheckBatch(FileElement entry, List<BankPayment> payments, decimal amount)
    {
        if (payments.Count == 0)
            return;
        var counts = entry.All("NtryDtls").Select(list => list.TextAt("Btch", "NbOfTxs")).ToList();
        if (counts.Count == 1 && counts[0] is { } count && payments.Count > 1 && count != payments.Count.ToString(CultureInfo.InvariantCulture))
            throw entry.Wrong(
                "Ntry/NtryDtls/Btch/NbOfTxs",
                "count",
                $"The collective booking is of {count} payments, and {payments.Count} are there."
            );
        if (
            payments.Count > 1
            && payments.All(payment => payment.Amount is not null)
            && payments.Sum(payment => payment.Amount) is var sum
            && sum != amount
        )
            throw entry.Wrong(
                "Ntry/NtryDtls",
                "total",
                string.Create(CultureInfo.InvariantCulture, $"The payments of the collective booking come to {sum}, the booking is {amount}.")
            );
    }

    /// <summary>ISO's code of domain, family and sub-family, or the bank's own.</summary>
    static string? Code(FileElement? code) =>
        code?.TextAt("Domn", "Cd") is { } domain
            ? $"{domain}-{code.TextAt("Domn", "Fmly", "Cd")}-{code.TextAt("Domn", "Fmly", "SubFmlyCd")}"
            : code?.TextAt("Prtry", "Cd");

    static string Texts(string? one, string? other) =>
        string.IsNullOrEmpty(one) ? other ?? ""
        : other is null || one.Contains(other, StringComparison.Ordinal) ? one
        : $"{one} {other}";
}
