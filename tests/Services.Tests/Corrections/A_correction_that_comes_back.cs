using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Sandbox.Stripe;

namespace AccountingSync.Services.Tests.Corrections;

/// <summary>Stripe's own webhook about what we changed there: the same fact, which the natural key recognises.</summary>
public sealed class A_correction_that_comes_back
{
    [TestCase("charge.succeeded", "charge.updated")]
    [TestCase("refund.created", "refund.updated")]
    [TestCase("refund.created", "charge.refund.updated")]
    public void says_of_money_what_was_said_before(string first, string echo)
    {
        var told = Told(first);
        Assert.That(Facts(Echo(told, echo)), Is.EqualTo(Facts(told)).And.Not.Empty);
    }

    [Test]
    public void with_another_amount_it_is_no_echo()
    {
        var told = Told("charge.succeeded");
        var other = JsonNode.Parse(told)!;
        var charge = other["data"]!["object"]!;
        charge["amount_captured"] = (charge["amount_captured"]?.GetValue<long>() ?? charge["amount"]!.GetValue<long>()) + 1;
        Assert.That(Facts(Bytes(other)), Is.Not.EqualTo(Facts(told)));
    }

    static byte[] Told(string type) =>
        StripePlayer.Play(new StripePlan { Seed = 7, Charges = 40 }).Events.First(made => made.Type == type).Body.ToArray();

    static byte[] Echo(byte[] told, string type)
    {
        var echo = JsonNode.Parse(told)!;
        echo["id"] = "evt_echo";
        echo["type"] = type;
        echo["created"] = echo["created"]!.GetValue<long>() + 3_600;
        var about = echo["data"]!["object"]!;
        about["description"] = "corrected";
        about["metadata"] = new JsonObject { ["cost_centre"] = "100" };
        echo["data"]!["previous_attributes"] = new JsonObject
        {
            ["description"] = null,
            ["metadata"] = new JsonObject { ["cost_centre"] = null },
        };
        return Bytes(echo);
    }

    static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    static List<string> Facts(byte[] kept) =>
        [
            .. ((SourceEvent.Facts)new StripeSource().Read("stripe", kept)).Transactions.Select(one =>
                $"{one.Id} {one.Revision} {Convert.ToHexString(ContentBytes.Hash(one))}"
            ),
        ];
}
