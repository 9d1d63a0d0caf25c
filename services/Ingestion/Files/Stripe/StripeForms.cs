using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Stripe;

/// <summary>Stripe's report of what changed the balance, by transaction. It names no payouts.</summary>
sealed class StripeBalance : CsvForm
{
    public override string Name => "stripe-balance";
    public override IReadOnlyList<string> Systems => ["stripe"];
    protected override IReadOnlyList<string> Columns => StripeRow.Columns;
    protected override IReadOnlyList<string> Amounts => StripeRow.Amounts;
    protected override IReadOnlyList<string> Dates => StripeRow.Dates;

    public override bool Recognises(FileStart start) => base.Recognises(start) && !StripePayoutReconciliation.NamesPayouts(start);

    protected override RowContent Read(IReadOnlyList<CsvRow> rows) => StripeRow.Read(rows[0]);
}

/// <summary>Stripe's report of what each automatic payout settles, by transaction.</summary>
sealed class StripePayoutReconciliation : CsvForm
{
    const string PayoutColumn = "automatic_payout_id";

    public override string Name => "stripe-payout-reconciliation";
    public override IReadOnlyList<string> Systems => ["stripe"];
    protected override IReadOnlyList<string> Columns => [.. StripeRow.Columns, PayoutColumn];
    protected override IReadOnlyList<string> Amounts => StripeRow.Amounts;
    protected override IReadOnlyList<string> Dates => StripeRow.Dates;

    public static bool NamesPayouts(FileStart start) => start.Records is [var first, ..] && new CsvHeader(first.Fields).Has(PayoutColumn);

    protected override RowContent Read(IReadOnlyList<CsvRow> rows) => StripeRow.Read(rows[0]);
}
