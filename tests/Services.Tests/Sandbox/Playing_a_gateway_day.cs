using System.Text;
using System.Text.Json;
using AccountingSync.Sandbox.Stripe;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Playing_a_gateway_day
{
    static readonly StripePlan Plan = new()
    {
        Seed = 42,
        Charges = 200,
        Currencies = ["usd", "eur", "jpy", "kwd"],
    };

    static string Text(StripeEvent sent) => Encoding.UTF8.GetString(sent.Body.Span);

    static IEnumerable<JsonElement> Rows(StripeDay day) =>
        day.Objects.Where(made => made.Kind == "balance_transaction").Select(made => JsonDocument.Parse(made.Json).RootElement);

    [Test]
    public void the_same_seed_gives_the_same_bytes()
    {
        var (one, two) = (StripePlayer.Play(Plan), StripePlayer.Play(Plan));

        Assert.That(two.Events.Select(Text), Is.EqualTo(one.Events.Select(Text)));
        Assert.That(two.Objects, Is.EqualTo(one.Objects));
    }

    [Test]
    public void another_seed_or_plan_shares_no_id()
    {
        var (one, two) = (StripePlayer.Play(Plan), StripePlayer.Play(Plan with { Seed = 43 }));

        var longer = StripePlayer.Play(Plan with { Charges = 201 });

        Assert.That(one.Objects.Select(made => made.Id).Intersect(two.Objects.Select(made => made.Id)), Is.Empty);
        Assert.That(one.Objects.Select(made => made.Id).Intersect(longer.Objects.Select(made => made.Id)), Is.Empty);
        Assert.That(one.Events.Select(sent => sent.Id).Intersect(two.Events.Select(sent => sent.Id)), Is.Empty);
    }

    [Test]
    public void every_kind_happens_and_is_counted()
    {
        var day = StripePlayer.Play(Plan);

        int Count(string type) => day.Events.Count(sent => sent.Type == type);
        Assert.That(day.Expected.Charge, Is.EqualTo(200).And.EqualTo(Count("charge.succeeded")));
        Assert.That(day.Expected.Refund, Is.Positive.And.EqualTo(Count("refund.created")));
        Assert.That(day.Expected.Dispute, Is.Positive.And.EqualTo(Count("charge.dispute.created")));
        Assert.That(day.Expected.Payout, Is.EqualTo(4).And.EqualTo(Count("payout.paid")));
        Assert.That(day.Expected.Fee, Is.EqualTo(Rows(day).Count(row => row.GetProperty("fee").GetInt64() > 0)));
        Assert.That(day.Events.Select(sent => sent.Id), Is.Unique);
    }

    [Test]
    public void each_payout_is_the_sum_of_its_rows()
    {
        var day = StripePlayer.Play(Plan);

        foreach (var payout in day.Objects.Where(made => made.Kind == "payout"))
        {
            var rows = day.Objects.Where(made => made.Payout == payout.Id).Select(made => JsonDocument.Parse(made.Json).RootElement);
            Assert.That(rows.Sum(row => row.GetProperty("net").GetInt64()), Is.Zero, "with the payout's own row the balance is empty");
        }
    }

    [Test]
    public void one_balance_takes_in_every_currency_at_its_rate()
    {
        var day = StripePlayer.Play(Plan with { SettlesIn = "usd" });

        Assert.That(Rows(day).Select(row => row.GetProperty("currency").GetString()), Is.All.EqualTo("usd"));
        Assert.That(day.Expected.Payout, Is.EqualTo(1));
        Assert.That(Rows(day).Sum(row => row.GetProperty("net").GetInt64()), Is.Zero);
        var charges = day
            .Objects.Where(made => made.Kind == "charge")
            .Select(made => JsonDocument.Parse(made.Json).RootElement)
            .ToDictionary(charge => charge.GetProperty("id").GetString()!);
        foreach (var row in Rows(day).Where(row => row.GetProperty("type").GetString() == "charge"))
        {
            var charge = charges[row.GetProperty("source").GetString()!];
            var unit = charge.GetProperty("currency").GetString() switch
            {
                "jpy" => 1m,
                "kwd" => 1000m,
                _ => 100m,
            };
            var rate = row.GetProperty("exchange_rate");
            var dollars = charge.GetProperty("amount").GetInt64() / unit * (rate.ValueKind == JsonValueKind.Null ? 1m : rate.GetDecimal());
            Assert.That(row.GetProperty("amount").GetInt64() / 100m, Is.EqualTo(dollars).Within(0.005m));
            Assert.That(rate.ValueKind == JsonValueKind.Null, Is.EqualTo(charge.GetProperty("currency").GetString() == "usd"));
        }
    }

    [Test]
    public void payouts_may_be_under_way_when_the_day_ends()
    {
        var day = StripePlayer.Play(Plan with { PayoutsUnderWay = true });

        Assert.That(day.Events.Count(sent => sent.Type == "payout.created"), Is.EqualTo(4));
        Assert.That((day.Events.Count(sent => sent.Type == "payout.paid"), day.Expected.Payout), Is.EqualTo((0, 0)));
        var rows = Rows(day).Where(row => row.GetProperty("reporting_category").GetString() == "payout").ToList();
        Assert.That(
            rows.Select(row => row.GetProperty("available_on").GetInt64() - row.GetProperty("created").GetInt64()),
            Has.Exactly(4).Items.And.All.EqualTo(TimeSpan.FromDays(2).TotalSeconds)
        );
        Assert.That(Rows(day).Sum(row => row.GetProperty("net").GetInt64()), Is.Zero, "the balance has moved all the same");
    }

    [Test]
    public void totals_add_up_in_every_currency()
    {
        var day = StripePlayer.Play(Plan);

        Assert.That(day.Expected.Totals.Keys, Is.EquivalentTo(Plan.Currencies));
        foreach (var sums in day.Expected.Totals.Values)
            Assert.That(sums.Charges - sums.Refunds - sums.Disputes - sums.Fees, Is.EqualTo(sums.Payouts));
    }

    [Test]
    public void amounts_keep_stripes_rules()
    {
        foreach (var row in Rows(StripePlayer.Play(Plan)))
        {
            var (amount, fee) = (row.GetProperty("amount").GetInt64(), row.GetProperty("fee").GetInt64());
            Assert.That(row.GetProperty("net").GetInt64(), Is.EqualTo(amount - fee));
            if (row.GetProperty("currency").GetString() == "kwd")
                Assert.That((amount % 10, fee % 10), Is.EqualTo((0, 0)));
            if (row.GetProperty("type").GetString() == "charge")
                Assert.That(fee, Is.Positive.And.LessThan(amount));
        }
    }

    [Test]
    public void a_charge_is_captured_and_paid_in_the_real_shape()
    {
        var charge = JsonDocument.Parse(StripePlayer.Play(Plan).Events[0].Body).RootElement.GetProperty("data").GetProperty("object");

        Assert.That(charge.GetProperty("captured").GetBoolean(), Is.True);
        Assert.That(charge.GetProperty("paid").GetBoolean(), Is.True);
        Assert.That(charge.GetProperty("amount_captured").GetInt64(), Is.EqualTo(charge.GetProperty("amount").GetInt64()));
        Assert.That(charge.GetProperty("balance_transaction").GetString(), Does.StartWith("txn_"));
        Assert.That(charge.GetProperty("payment_method_details").GetProperty("card").GetProperty("last4").GetString(), Is.EqualTo("4242"));
    }

    [Test]
    public void deliveries_repeat_reorder_and_forge_as_asked()
    {
        var day = StripePlayer.Play(Plan);

        var deliveries = StripeDeliveries.Of(day, 42, duplicates: 0.1, outOfOrder: true, forged: 3);

        Assert.That(deliveries.Count(delivery => delivery.Repeated), Is.EqualTo((int)Math.Round(day.Events.Count * 0.1)));
        Assert.That(deliveries.Count(delivery => delivery.Forged), Is.EqualTo(3));
        var genuine = deliveries.Where(delivery => !delivery.Forged).Select(delivery => delivery.Event.Id).Distinct();
        Assert.That(genuine, Is.EquivalentTo(day.Events.Select(sent => sent.Id)));
        Assert.That(RefundsBeforeTheirCharge(deliveries), Is.Positive);
        Assert.That(
            StripeDeliveries.Of(day, 42, 0.1, outOfOrder: true, forged: 3).Select(delivery => delivery.Event.Id),
            Is.EqualTo(deliveries.Select(delivery => delivery.Event.Id))
        );
    }

    static int RefundsBeforeTheirCharge(IReadOnlyList<StripeDelivery> deliveries)
    {
        var order = deliveries.Select(delivery => delivery.Event.ObjectId).ToList();
        return deliveries
            .Where(delivery => delivery is { Forged: false, Event.Type: "refund.created" })
            .Count(delivery =>
            {
                var charge = JsonDocument.Parse(delivery.Event.Body).RootElement.GetProperty("data").GetProperty("object").GetProperty("charge");
                return order.IndexOf(delivery.Event.ObjectId) < order.IndexOf(charge.GetString()!);
            });
    }

    [Test]
    public void a_signature_is_what_stripes_scheme_says()
    {
        // Computed with openssl: printf '1767225605.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
        var signature = StripeSignature.Of("{\"id\":\"evt_1\"}"u8, "whsec_test", DateTimeOffset.FromUnixTimeSeconds(1767225605));

        Assert.That(signature, Is.EqualTo("t=1767225605,v1=4b680c2a1a441fe1b9357841bd92e569494bb0752244a58a44beab3d692f7f68"));
    }
}
