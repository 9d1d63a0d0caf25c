using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Files;

/// <summary>What webhooks do not tell, or tell under a name that the file does not have, is seen and booked by no guess.</summary>
public sealed class Telling_what_nothing_else_tells
{
    const string Stripe = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description,charge_id\n";
    const string PayPal = "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance Impact\n";
    const string Shopify =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Payment Method,Refunded Amount,Id\n";

    [Test]
    public void what_stripe_exchanged_is_settled_as_its_webhooks_say_it()
    {
        var columns = Stripe.Replace("charge_id", "charge_id,customer_facing_amount,customer_facing_currency", StringComparison.Ordinal);
        var facts = Exports.Facts(
            Exports.Read(
                columns
                    + "txn_1,2026-01-31 23:30:05,usd,27.10,1.10,26.00,charge,ch_1,,ch_1,25.00,eur\n"
                    + "txn_2,2026-01-31 23:30:06,usd,-10.84,0.00,-10.84,refund,re_1,,ch_1,-10.00,eur\n"
                    + "txn_3,2026-01-31 23:30:07,usd,5.00,0.00,5.00,charge,ch_2,,ch_2,5.00,usd\n"
            )
        );
        var taken = facts.Where(fact => fact.Kind != TransactionKind.Fee).ToList();
        Assert.That(
            taken.Select(fact => (fact.Id, fact.Currency, fact.Gross)),
            Is.EqualTo([("ch_1", "EUR", 25.00m), ("re_1", "EUR", 10.00m), ("ch_2", "USD", 5.00m)])
        );
        Assert.That(
            taken.Select(fact => fact.Settled),
            Is.EqualTo([
                Settlements.Of(taken[0] with { Settled = null }, 2710, "usd").Single().Settled,
                Settlements.Of(taken[1] with { Settled = null }, -1084, "usd").Single().Settled,
                null,
            ])
        );
        Assert.That(
            facts.Single(fact => fact.Kind == TransactionKind.Fee),
            Has.Property("Currency").EqualTo("USD").And.Property("Gross").EqualTo(1.10m)
        );
    }

    [Test]
    public void what_stripe_names_in_a_payout_and_tells_nowhere_has_its_id_and_its_net()
    {
        var facts = Exports.Facts(
            Exports.Read(
                Stripe
                    + "txn_1,2026-01-31 23:30:05,usd,10.00,0.30,9.70,other_adjustment,,,\n"
                    + "txn_2,2026-01-31 23:30:05,usd,0.00,0.30,-0.30,other_adjustment,,,\n"
            )
        );
        Assert.That(
            facts.Select(fact => (fact.Id, fact.Kind, fact.Gross)),
            Is.EqualTo([("txn_1", TransactionKind.Adjustment, 9.70m), ("txn_2", TransactionKind.Adjustment, -0.30m)])
        );
    }

    [TestCase(null)]
    [TestCase("shopify")]
    public void what_an_order_of_shopify_gave_back_is_seen_with_a_connection_and_without(string? system)
    {
        const string Order =
            "#1002,partially_refunded,USD,199.00,0.00,0.00,199.00,0.00,2025-04-02 11:30:59 -0500,1,199.00,IPOD,Shopify Payments,9.00,1073459969\n";
        var facts = Exports.Facts(Exports.Read(Shopify + Order, new FileSettings { System = system }));
        Assert.That(
            facts.Select(fact => (fact.Id, fact.Kind, fact.Gross)),
            Is.EqualTo([("order_1073459969", TransactionKind.Sale, 199.00m), ("order_1073459969:refunded", TransactionKind.Adjustment, -9.00m)])
        );
    }

    [Test]
    public void a_dispute_of_shopify_is_left_to_the_webhooks_only_where_these_come()
    {
        const string File =
            "Transaction Date,Type,Order,Payout Status,Payout Date,Amount,Fee,Net,Currency\n"
            + "2026-01-31 10:00:00 +0000,chargeback,#1,paid,2026-02-02,-20.00,15.00,-35.00,usd\n";
        IEnumerable<(TransactionKind, decimal, string?)> Read(string? system) =>
            Exports.Facts(Exports.Read(File, new FileSettings { System = system })).Select(fact => (fact.Kind, fact.Gross, fact.Payout));
        (TransactionKind, decimal, string?) fee = (TransactionKind.Fee, 15.00m, "payout:2026-02-02:USD");
        Assert.That(Read(null), Is.EqualTo([(TransactionKind.Adjustment, -20.00m, "payout:2026-02-02:USD"), fee]));
        Assert.That(Read("shopify"), Is.EqualTo([fee]));
    }

    [Test]
    public void the_fee_of_a_mass_payment_of_paypal_is_held_with_it()
    {
        var fact = Exports
            .Facts(Exports.Read(PayPal + "23/08/2022,18:29:50,GMT,Mass Pay Payment,Completed,USD,-30.00,-0.25,-30.25,PP1,,Debit\n"))
            .Single();
        Assert.That((fact.Id, fact.Kind, fact.Gross), Is.EqualTo(("PP1:moved", TransactionKind.Adjustment, -30.25m)));
        Assert.That(fact.Attributes["fee"], Is.EqualTo("-0.25"));
    }
}
