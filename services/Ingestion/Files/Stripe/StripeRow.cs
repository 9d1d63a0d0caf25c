using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Stripe;

/// <summary>A balance transaction of Stripe's as its reports tell it (docs.stripe.com/reports/report-types): decimals in major units, currencies in
/// lower case, times in UTC. The charge, refund, dispute or payout behind it has the id that webhooks give it, the fee has the balance transaction's.</summary>
/// <remarks>
/// <para>A report says less than the events: not how much is tip, not the card, not the reason of a dispute, and its time is that of the movement. So
/// what an event tells stays, and what one tells later counts (<see cref="SourceTransaction.SecondHand"/>).</para>
/// <para>An amount is in the currency of the settlement. Where the report says what the customer paid in another one
/// (<c>customer_facing_amount</c>), that is the gross, as the event of the charge has it, and the row's amount is what it settled as.</para>
/// <para>A category without a meaning here moved money all the same: it becomes an adjustment, which the shipped rules hold. It has the id and the
/// net amount under which the contents of a payout name it, so the fee is in it.</para>
/// </remarks>
static class StripeRow
{
    public static readonly string[] Columns =
    [
        "balance_transaction_id",
        "created_utc",
        "currency",
        "gross",
        "fee",
        "net",
        "reporting_category",
        "source_id",
    ];

    public static readonly string[] Amounts = ["gross", "fee", "net"];
    public static readonly string[] Dates = ["created_utc"];

    /// <summary>Those with a meaning here. (docs.stripe.com/reports/reporting-categories)</summary>
    static readonly string[] Categories = ["charge", "refund", "dispute", "dispute_reversal", "fee", "payout"];

    public static RowContent Read(CsvRow row)
    {
        var gross = row.RequiredAmount("gross");
        var fee = row.AmountOrZero("fee");
        SecondHand.MustBe(row.RequiredAmount("net"), gross - fee, "net", "net", "gross less fee");
        var movement = new Movement(
            row,
            row.RequiredText("balance_transaction_id"),
            At(row),
            row.RequiredText("currency"),
            gross,
            fee,
            row.RequiredText("reporting_category"),
            row.Text("source_id")
        );
        List<SourceTransaction> facts = Categories.Contains(movement.Category) ? [.. Object(movement), .. Fee(movement)] : [.. Unknown(movement)];
        return facts.Count == 0 ? new RowContent.Nothing($"A movement of nothing ({movement.Category}).") : new RowContent.Facts(facts);
    }

    sealed record Movement(CsvRow Row, string Id, DateTimeOffset At, string Currency, decimal Gross, decimal Kept, string Category, string? Source)
    {
        public string RequiredSource => Source ?? throw CsvRow.Missing("source_id");
        public string? Charge => Row.Text("charge_id");
    }

    static IEnumerable<SourceTransaction> Object(Movement moved) =>
        (moved.Category, Math.Sign(moved.Gross)) switch
        {
            (_, 0) => [],
            ("charge", 1) => [Charge(moved)],
            ("refund", -1) => [Taken(moved, TransactionKind.Refund) with { RelatedTo = moved.Charge }],
            ("dispute", -1) => [Dispute(moved, "", "opened")],
            ("dispute_reversal", 1) => [Dispute(moved, ":closed", "won")],
            // What Stripe takes as a movement of its own; its own column is told together with it.
            ("fee", _) => [],
            ("payout", _) => [SecondHand.Fact(moved.Row, TransactionKind.Payout, moved.RequiredSource, moved.At, moved.Currency, -moved.Gross)],
            // The other sign than the category has: its fee is one all the same.
            _ => [Adjustment(moved, moved.Id + ":moved", moved.Gross)],
        };

    static IEnumerable<SourceTransaction> Unknown(Movement moved)
    {
        if (moved.Gross != moved.Kept)
            yield return Adjustment(moved, moved.Id, moved.Gross - moved.Kept);
    }

    static SourceTransaction Adjustment(Movement moved, string id, decimal amount) =>
        SecondHand.Adjustment(moved.Row, id, moved.At, moved.Currency, amount, ("reporting_category", moved.Category), ("object", moved.Source)) with
        {
            Payout = Payout(moved),
        };

    static SourceTransaction Charge(Movement moved)
    {
        var method = moved.Row.Text("payment_method_type");
        var charge = Taken(moved, TransactionKind.Payment) with { Customer = moved.Row.Text("customer_id") };
        return method is null
            ? charge
            : charge with
            {
                Tenders =
                [
                    new TransactionTender(
                        method is "card_present" or "interac_present" ? "card" : method,
                        charge.Gross,
                        moved.Row.Text("payment_intent_id") ?? charge.Id
                    ),
                ],
            };
    }

    static SourceTransaction Dispute(Movement moved, string ending, string status)
    {
        var dispute = Taken(moved, TransactionKind.Dispute);
        return dispute with
        {
            Id = dispute.Id + ending,
            RelatedTo = moved.Charge,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = dispute.Id,
                ["reason"] = "unspecified",
            },
        };
    }

    /// <summary>The object's own money, without a sign.</summary>
    static SourceTransaction Taken(Movement moved, TransactionKind kind)
    {
        var row = moved.Row;
        var balance = Math.Abs(moved.Gross);
        var (currency, gross, settled) =
            row.Text("customer_facing_currency") is { } seen
            && !seen.Equals(moved.Currency, StringComparison.OrdinalIgnoreCase)
            && row.Amount("customer_facing_amount") is { } amount and not 0m
                ? (seen, Math.Abs(amount), new Equivalent(moved.Currency.ToUpperInvariant(), balance))
                : (moved.Currency, balance, null);
        return SecondHand.Fact(row, kind, moved.RequiredSource, moved.At, currency, gross) with { Settled = settled, Payout = Payout(moved) };
    }

    /// <summary>What was kept of the movement, or all of it when it is a fee by itself; less than zero when it was given back.</summary>
    static IEnumerable<SourceTransaction> Fee(Movement moved)
    {
        var all = moved.Category == "fee" ? moved.Kept - moved.Gross : moved.Kept;
        if (all != 0m)
            yield return SecondHand.Fact(
                moved.Row,
                TransactionKind.Fee,
                moved.Id,
                moved.At,
                moved.Currency,
                all,
                ("fee_type", "unspecified"),
                ("reporting_category", moved.Category)
            ) with
            {
                RelatedTo = moved.Source,
                Payout = moved.Category == "payout" ? null : Payout(moved),
            };
    }

    static string? Payout(Movement moved) => moved.Row.Text("automatic_payout_id");

    static DateTimeOffset At(CsvRow row) => new(row.Local("created_utc") ?? throw CsvRow.Missing("created_utc"), TimeSpan.Zero);
}
