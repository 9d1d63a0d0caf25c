namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>One TxDtls: who paid whom, and what for.</summary>
static class CamtPayment
{
    /// <param name="entry">The booking that it belongs to; its direction holds where the payment states none.</param>
    public static BankPayment Read(FileElement payment, FileElement entry, string currency, bool isReversal)
    {
        var isCredit = CamtValues.IsCredit(payment.Child("CdtDbtInd") is null ? entry : payment, "TxDtls");
        // A reversal names the parties of what it takes back.
        var other = isCredit != isReversal ? "Dbtr" : "Cdtr";
        var parties = payment.Child("RltdPties");
        var party = parties?.Child(other);
        var account = parties?.At(other + "Acct", "Id");
        return new BankPayment(
            Amount(payment, currency, isCredit),
            BankReferences.OrNull(payment.TextAt("Refs", "EndToEndId")),
            party?.TextAt("Nm") ?? party?.TextAt("Pty", "Nm") ?? party?.TextAt("Agt", "FinInstnId", "Nm"),
            account?.TextAt("IBAN") ?? account?.TextAt("Othr", "Id"),
            Remittance(payment)
        );
    }

    /// <returns>Null when the bank gives none in the account's currency.</returns>
    static decimal? Amount(FileElement payment, string currency, bool isCredit)
    {
        var element = payment.Child("Amt") ?? payment.At("AmtDtls", "TxAmt", "Amt");
        if (element is null || element.TextAt("@Ccy") != currency)
            return null;
        var amount = CamtValues.Amount(element, "TxDtls");
        return isCredit ? amount : -amount;
    }

    static string Remittance(FileElement payment)
    {
        var information = payment.Child("RmtInf");
        var texts = information is null
            ? []
            : information
                .All("Ustrd")
                .Select(line => line.Text.Trim())
                .Concat(information.All("Strd").SelectMany(Structured))
                .Where(text => text.Length > 0)
                .ToList();
        return texts.Count > 0 ? string.Join(' ', texts) : payment.TextAt("AddtlTxInf") ?? "";
    }

    static IEnumerable<string> Structured(FileElement structured) =>
        structured
            .All("RfrdDocInf")
            .Select(document => document.TextAt("Nb"))
            .Append(structured.TextAt("CdtrRefInf", "Ref"))
            .Concat(structured.All("AddtlRmtInf").Select(line => (string?)line.Text.Trim()))
            .OfType<string>();
}
