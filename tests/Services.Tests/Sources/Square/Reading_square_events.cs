using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Square;

namespace AccountingSync.Services.Tests.Sources.Square;

/// <summary>Golden files: each event beside the exact transactions or reason that it comes to.</summary>
public sealed class Reading_square_events : Reading_vendor_events<SquareFiles>
{
    [TestCase("payment.updated-completed", "payment.updated-completed-again", "payment.updated-fee", "payment.updated-refunded")]
    [TestCase("payment.updated-fee-adjusted", "payment.updated-fee-adjusted-twice", "payment.updated-completed")]
    [TestCase("dispute.created-chargeback", "dispute.state.updated-processing", "dispute.state.updated-won", "dispute.state.updated-lost")]
    public void tells_the_same_fact_in_the_same_way(params string[] names) => TellTheSame(names);

    [Test]
    public void both_names_of_a_changed_state_tell_the_same()
    {
        var older = ((SourceEvent.Facts)SquareFiles.Read("documented/dispute.state.changed.json")).Transactions;
        var newer = ((SourceEvent.Facts)SquareFiles.Read("documented/dispute.state.updated.json")).Transactions;
        Assert.That(newer.Select(ContentBytes.Hash), Is.EqualTo(older.Select(ContentBytes.Hash)));
    }

    [Test]
    public void other_amounts_are_a_higher_revision_and_no_second_sale()
    {
        var first = Facts("payment.updated-completed").Transactions.Single();
        var changed = Facts("payment.updated-other-amounts").Transactions.Single();
        Assert.That((changed.Id, changed.Gross), Is.EqualTo((first.Id, 25m)));
        Assert.That(changed.Revision, Is.GreaterThan(first.Revision));
    }

    [TestCase("2026-01-31T23:31:05.339Z", 1)]
    [TestCase("2026-01-31T23:32:05.339Z", 1)]
    [TestCase("2026-01-31T23:32:05.340Z", 2)]
    [TestCase("2026-02-01T23:31:05.340Z", 1441)]
    public void what_nothing_explains_is_numbered_by_the_minutes_since_the_capture(string updatedAt, int revision) =>
        Assert.That(Payment("payment.updated-completed", payment => payment["updated_at"] = updatedAt).Revision, Is.EqualTo(revision));

    [TestCase("payment.updated-fee")]
    [TestCase("payment.updated-refunded")]
    public void an_update_for_a_fee_or_a_refund_is_no_later_revision_of_the_sale(string name) =>
        Assert.That(Payment(name, payment => payment["updated_at"] = "2027-01-31T00:00:00Z").Revision, Is.EqualTo(1));

    [Test]
    public void an_adjusted_fee_is_one_more_fee()
    {
        static IEnumerable<string> Told(string name) => Facts(name).Transactions.Skip(1).Select(fee => Convert.ToHexString(ContentBytes.Hash(fee)));
        var first = Told("payment.updated-fee").ToList();
        var second = Told("payment.updated-fee-adjusted").ToList();
        var third = Told("payment.updated-fee-adjusted-twice").ToList();
        Assert.That((first.Count, second.Count, third.Count), Is.EqualTo((1, 2, 3)));
        Assert.That(first, Is.SubsetOf(second));
        Assert.That(second, Is.SubsetOf(third));
    }

    [Test]
    public void a_payout_that_fails_is_a_later_revision_of_it()
    {
        var paid = Facts("payout.paid-batch").Transactions.Single();
        var failed = Facts("payout.failed").Transactions.Single();
        Assert.That((failed.Id, failed.Revision), Is.EqualTo((paid.Id, paid.Revision + 1)));
    }

    [Test]
    public void opening_and_closing_a_dispute_are_two_facts_and_a_revised_decision_is_a_later_revision()
    {
        var lost = Facts("dispute.state.updated-lost").Transactions;
        var won = Facts("dispute.state.updated-won").Transactions;
        Assert.That((won[0].Id, won[0].Revision), Is.EqualTo((lost[0].Id, 1)));
        Assert.That((won[1].Id, lost[1].Id), Is.EqualTo((won[0].Id + ":closed", won[0].Id + ":closed")));
        Assert.That(won[1].Revision, Is.GreaterThan(lost[1].Revision));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"type\":\"payment.updated\",\"event_id\":\"1\"}")]
    [TestCase("{\"type\":\"payment.updated\",\"data\":{}}")]
    [TestCase("{\"event_id\":\"1\",\"data\":{}}")]
    [TestCase("{\"type\":1,\"event_id\":\"1\",\"data\":{}}")]
    [TestCase("{\"type\":\"a\",\"type\":\"a\",\"event_id\":\"1\",\"data\":{}}")]
    public void refuses_what_is_no_event(string body) => Assert.That(Read(Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(
            new SquareSource().ReadFetched("square", new WantedObject("payment", "1"), "{}"u8.ToArray()),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    static SourceTransaction Payment(string name, Action<JsonNode> change)
    {
        var received = JsonNode.Parse(SquareFiles.Golden.Bytes($"derived/{name}.json"))!;
        change(received["data"]!["object"]!["payment"]!);
        return ((SourceEvent.Facts)Read(Encoding.UTF8.GetBytes(received.ToJsonString()))).Transactions[0];
    }

    static SourceEvent Read(byte[] bytes) => new SquareSource().Read("square", bytes);
}
