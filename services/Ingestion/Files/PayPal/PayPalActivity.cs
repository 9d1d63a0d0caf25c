using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.PayPal;

/// <summary>PayPal's activity download: everything that moved the balance, and memos that did not. A payment, a refund and a reversal have the ids that
/// webhooks give them, the fee the same with <c>:fee</c> behind it; withdrawals to the bank are told by this file alone.</summary>
/// <remarks>
/// <para>Numbers and dates are written as the account's language has them, so both are recognised from the file or asked for. Columns are
/// those of an English download.</para>
/// <para>Events tell more (order, subscription, in which currency it settled): what one tells stays (<see cref="SourceTransaction.SecondHand"/>).</para>
/// <para>Holds, conversions between balances, payments to others and whatever has a type that is not known here moved money all the same: they become
/// adjustments, which the shipped rules hold.</para>
/// </remarks>
sealed class PayPalActivity : CsvForm
{
    static readonly string[] Withdrawals =
    [
        "General Withdrawal",
        "General Withdrawal - Bank Account",
        "User Initiated Withdrawal",
        "Withdraw Funds to Bank Account",
        "Bank Withdrawal",
        "Auto-sweep",
    ];

    public override string Name => "paypal-activity";
    public override IReadOnlyList<string> Systems => ["paypal"];

    protected override IReadOnlyList<string> Columns =>
        ["Date", "Time", "TimeZone", "Type", "Status", "Currency", "Gross", "Fee", "Net", "Transaction ID", "Reference Txn ID"];
    protected override IReadOnlyList<string> Amounts => ["Gross", "Fee", "Net", "Balance"];
    protected override IReadOnlyList<string> Dates => ["Date"];
    protected override DecimalSign? Usual => null;

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var row = new PayPalRow(rows[0]);
        if (row.WhyNothing() is { } why)
            return new RowContent.Nothing(why);
        row.CheckNet();
        if (row.Gross == 0m && row.Fee == 0m)
            return new RowContent.Nothing("It moved nothing.");
        return new RowContent.Facts(
            (row.Type, Math.Sign(row.Gross)) switch
            {
                (var type, 1) when IsPayment(type) => [row.Payment(), .. row.FeeOfOwner()],
                ("Payment Refund" or "Refund", -1) => [row.Refund("refunded"), .. row.FeeOfOwner()],
                ("Payment Reversal" or "Reversal", -1) => [row.Refund("reversed"), .. row.FeeOfOwner()],
                (var type, _) when Withdrawals.Contains(type, StringComparer.OrdinalIgnoreCase) => [row.Withdrawal(), .. row.FeeOfOwner()],
                // Its webhook tells the fee under the item's id, which does not stand here.
                (var type, _) when type.Contains("Mass Pay", StringComparison.OrdinalIgnoreCase) => [row.OtherWithFee()],
                _ => [row.Other(), .. row.FeeOfOwner()],
            }
        );
    }

    /// <summary>Every English type of money from a buyer has the word in it (Express Checkout Payment, Website Payment, Mobile Payment, PreApproved
    /// Payment Bill User Payment …), and of those that take it back, only the types above.</summary>
    static bool IsPayment(string type) =>
        type.Contains("Payment", StringComparison.OrdinalIgnoreCase)
        && !new[] { "Refund", "Reversal", "Hold", "Release", "Fee", "Cancel", "Mass Pay" }.Any(word =>
            type.Contains(word, StringComparison.OrdinalIgnoreCase)
        );
}
