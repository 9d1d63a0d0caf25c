using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Collects one day: payments with what follows from them, then the payouts that empty the balance.</summary>
internal sealed class StripeDayBuilder(StripePlan plan)
{
    const long SecondsPerDay = 24 * 3600;

    // Late refunds and disputes still belong to the day that the payout closes.
    const long PayoutDelay = 2 * 3600;

    const long ArrivalDelay = 2 * SecondsPerDay;

    readonly SeededNumbers numbers = new(plan.Seed);
    readonly StripeExchange exchange = new(plan);
    readonly StripeIds ids = new(plan);
    readonly List<StripeEvent> events = [];
    readonly List<StripeObject> objects = [];
    readonly List<(string Id, JsonObject Transaction)> unpaid = [];
    readonly Dictionary<string, int> counts = [];
    readonly SortedDictionary<string, StripeTotals> totals = new(StringComparer.Ordinal);

    public void AddPayment(int number)
    {
        var currency = plan.Currencies[(number - 1) % plan.Currencies.Count];
        var created = plan.Start.ToUnixTimeSeconds() + (number - 1) * SecondsPerDay / plan.Charges;
        var amount = StripeMoney.Amount(numbers, currency);
        var settled = exchange.Of(amount, currency);
        var fee = StripeMoney.Fee(settled.Amount, settled.Currency);
        // Drawn for every payment, so that one share does not change what the others fall on.
        var (tipped, followed) = (numbers.Share() < plan.Tips, numbers.Share());

        var chargeId = ids.Of("ch", "charge", number);
        var intentId = ids.Of("pi", "intent", number);
        var transactionId = ids.Of("txn", "charge", number);
        var charge = StripeShapes.Charge(chargeId, transactionId, intentId, amount, currency, created, number);
        if (tipped)
            charge["metadata"]!["tip"] = StripeMoney.Part(numbers, amount / 5, currency).ToString(CultureInfo.InvariantCulture);
        AddBalance(StripeShapes.BalanceTransaction(transactionId, chargeId, "charge", "charge", settled, fee, created, $"Order {number}"));
        Happened("charge", number, "charge.succeeded", charge, created);
        Total(currency, sums => sums with { Charges = sums.Charges + amount });
        Total(settled.Currency, sums => sums with { Fees = sums.Fees + fee });

        if (followed < plan.Refunds)
            AddRefund(number, charge, amount, currency, created + 600);
        else if (followed < plan.Refunds + plan.Disputes)
            AddDispute(number, charge, amount, currency, created + 1200);
        Serve("charge", charge);
    }

    public void AddPayouts()
    {
        var created = plan.Start.ToUnixTimeSeconds() + SecondsPerDay + PayoutDelay;
        var number = 0;
        foreach (var currency in totals.Keys.ToList())
        {
            number++;
            var rows = unpaid.Where(row => row.Transaction["currency"]!.GetValue<string>() == currency).ToList();
            var amount = rows.Sum(row => row.Transaction["net"]!.GetValue<long>());
            // A day that lost money pays nothing out; the rest of the balance waits for the next.
            if (amount <= 0)
                continue;
            var payoutId = ids.Of("po", "payout", number);
            var transactionId = ids.Of("txn", "payout", number);
            var payout = StripeShapes.Payout(payoutId, transactionId, amount, currency, created);
            var transaction = StripeShapes.BalanceTransaction(
                transactionId,
                payoutId,
                "payout",
                "payout",
                new Movement(-amount, currency, null),
                fee: 0,
                created,
                "STRIPE PAYOUT"
            );
            foreach (var row in rows)
                objects.Add(new StripeObject(row.Id, "balance_transaction", row.Transaction.ToJsonString(), payoutId));
            unpaid.RemoveAll(row => row.Transaction["currency"]!.GetValue<string>() == currency);
            if (plan.PayoutsUnderWay)
                StripeShapes.SetUnderWay(payout, transaction, created + ArrivalDelay);
            objects.Add(new StripeObject(transactionId, "balance_transaction", transaction.ToJsonString(), payoutId));
            Serve("payout", payout);
            if (plan.PayoutsUnderWay)
            {
                Tell("payout", number, "payout.created", payout, created);
                continue;
            }
            Happened("payout", number, "payout.paid", payout, created);
            Total(currency, sums => sums with { Payouts = sums.Payouts + amount });
        }
    }

    public StripeDay Build()
    {
        foreach (var row in unpaid)
            objects.Add(new StripeObject(row.Id, "balance_transaction", row.Transaction.ToJsonString()));
        var disputes = counts.GetValueOrDefault("dispute");
        var expected = new StripeExpectation
        {
            Charge = counts.GetValueOrDefault("charge"),
            Refund = counts.GetValueOrDefault("refund"),
            Dispute = disputes,
            Payout = counts.GetValueOrDefault("payout"),
            Fee = counts.GetValueOrDefault("charge") + disputes,
            DisputeFees = disputes,
            Totals = totals,
        };
        return new StripeDay([.. events.OrderBy(made => made.CreatedAt)], objects, expected);
    }

    void AddRefund(int number, JsonObject charge, long amount, string currency, long created)
    {
        var full = numbers.Below(2) == 0;
        var refunded = full ? amount : StripeMoney.Part(numbers, amount, currency);
        var (refundId, transactionId) = (ids.Of("re", "refund", number), ids.Of("txn", "refund", number));
        var (chargeId, intentId) = (charge["id"]!.GetValue<string>(), charge["payment_intent"]!.GetValue<string>());
        var refund = StripeShapes.Refund(refundId, transactionId, chargeId, intentId, refunded, currency, created);
        AddBalance(
            StripeShapes.BalanceTransaction(
                transactionId,
                refundId,
                "refund",
                "refund",
                Out(exchange.Of(refunded, currency)),
                fee: 0,
                created,
                $"REFUND FOR CHARGE (Order {number})"
            )
        );
        Serve("refund", refund);
        Happened("refund", number, "refund.created", refund, created);
        // The charge that the API serves has moved on since its event.
        charge["amount_refunded"] = refunded;
        charge["refunded"] = full;
        Total(currency, sums => sums with { Refunds = sums.Refunds + refunded });
    }

    void AddDispute(int number, JsonObject charge, long amount, string currency, long created)
    {
        var settled = exchange.Of(amount, currency);
        var fee = StripeMoney.DisputeFee(settled.Currency);
        var (disputeId, transactionId) = (ids.Of("dp", "dispute", number), ids.Of("txn", "dispute", number));
        var (chargeId, intentId) = (charge["id"]!.GetValue<string>(), charge["payment_intent"]!.GetValue<string>());
        var withdrawal = StripeShapes.BalanceTransaction(
            transactionId,
            disputeId,
            "adjustment",
            "dispute",
            Out(settled),
            fee,
            created,
            $"Chargeback withdrawal for {chargeId}"
        );
        AddBalance(withdrawal);
        var dispute = StripeShapes.Dispute(disputeId, withdrawal, chargeId, intentId, amount, currency, created);
        Serve("dispute", dispute);
        Happened("dispute", number, "charge.dispute.created", dispute, created);
        charge["disputed"] = true;
        Total(currency, sums => sums with { Disputes = sums.Disputes + amount });
        Total(settled.Currency, sums => sums with { Fees = sums.Fees + fee });
    }

    static Movement Out(Movement movement) => movement with { Amount = -movement.Amount };

    void Happened(string kind, int number, string type, JsonObject about, long created)
    {
        Tell(kind, number, type, about, created);
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }

    void Tell(string kind, int number, string type, JsonObject about, long created)
    {
        var id = ids.Of("evt", kind, number);
        var body = StripeShapes.Event(id, type, about, created).ToJsonString();
        events.Add(new StripeEvent(id, type, about["id"]!.GetValue<string>(), Encoding.UTF8.GetBytes(body)) { CreatedAt = created });
    }

    void AddBalance(JsonObject transaction) => unpaid.Add((transaction["id"]!.GetValue<string>(), transaction));

    void Serve(string kind, JsonObject about) => objects.Add(new StripeObject(about["id"]!.GetValue<string>(), kind, about.ToJsonString()));

    void Total(string currency, Func<StripeTotals, StripeTotals> change) =>
        totals[currency] = change(totals.GetValueOrDefault(currency) ?? new StripeTotals());
}
