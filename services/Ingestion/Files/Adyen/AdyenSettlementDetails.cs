using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Ingestion.Files.Adyen;

/// <summary>Adyen's settlement details report (docs.adyen.com/reporting/settlement-reconciliation): what each capture, refund and chargeback came to,
/// what Adyen kept of it, and what was paid out. Payments, refunds and disputes have the references that webhooks give them; fees and payouts are told
/// by this report alone and have ids of its own columns.</summary>
/// <remarks>
/// <para>A payment is booked under its own reference or under its capture's, as the source's connection books it
/// (<see cref="AdyenSource.CapturedAtOnce"/>, <see cref="AdyenSource.CapturedSeparately"/>); a source without a connection is taken to capture at once,
/// which is Adyen's default. Two captures of one payment are then two rows with one id and differing amounts: a conflict, and no second sale.</para>
/// <para>Gross is what the shopper paid, in that currency, as in the events, which say no more of the money; so what an event tells stays
/// (<see cref="SourceTransaction.SecondHand"/>).</para>
/// <para>A payout is one for each merchant account and batch; all rows of the batch name it.</para>
/// </remarks>
sealed class AdyenSettlementDetails : CsvForm
{
    public override string Name => "adyen-settlement-details";
    public override IReadOnlyList<string> Systems => [AdyenSource.CapturedAtOnce.Name, AdyenSource.CapturedSeparately.Name];

    protected override IReadOnlyList<string> Columns =>
        [
            "Merchant Account",
            "Psp Reference",
            "Creation Date",
            "TimeZone",
            "Type",
            "Modification Reference",
            "Gross Currency",
            "Gross Debit (GC)",
            "Gross Credit (GC)",
            "Net Currency",
            "Net Debit (NC)",
            "Net Credit (NC)",
            "Batch Number",
        ];
    protected override IReadOnlyList<string> Amounts =>
        ["Gross Debit (GC)", "Gross Credit (GC)", "Net Debit (NC)", "Net Credit (NC)", .. AdyenRow.Fees.Select(fee => fee.Column)];
    protected override IReadOnlyList<string> Dates => ["Creation Date"];

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var row = new AdyenRow(rows[0]);
        row.CheckNet();
        List<SourceTransaction> facts = [.. Moved(row), .. row.Fee()];
        return facts.Count == 0 ? new RowContent.Nothing($"A movement of nothing ({row.Type}).") : new RowContent.Facts(facts);
    }

    static IEnumerable<SourceTransaction> Moved(AdyenRow row)
    {
        var known = row.Type switch
        {
            "Settled" when row.Gross > 0m => row.Payment(),
            "Refunded" when row.Gross < 0m => row.Refund(),
            "Chargeback" when row.Gross < 0m => row.Dispute("", "opened"),
            "ChargebackReversed" when row.Gross > 0m => row.Dispute(":closed", "won"),
            "RefundedReversed" when row.Gross > 0m => row.Returned(),
            "MerchantPayout" => row.PaidOut(),
            _ => null,
        };
        if (known is not null)
            return [known];
        if (row.Type == "SecondChargeback" && row.Gross < 0m)
            return [row.Dispute(":second", "opened"), row.Dispute(":second:closed", "lost")];
        if (row.IsFee)
            return row.Net == 0m ? [] : [row.FeeAlone()];
        return row.Net == 0m && row.Gross == 0m ? [] : [row.Other()];
    }
}
