using System.Text;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>Some vendors send many events at once: each is kept, read and recognised by itself.</summary>
public sealed class Requests_with_several_events
{
    static readonly SourceEvent Facts = new SourceEvent.Facts("EV1", "paid", [], [new WantedObject("payment", "PM1")]);
    static readonly SourceEvent Ignored = new SourceEvent.Ignored("EV2", "created", "No money.");
    static readonly SourceEvent Unknown = new SourceEvent.Unknown("EV3", "odd", "Who knows.");
    static readonly SourceEvent Unreadable = new SourceEvent.Unreadable("'id' is missing.");

    [TestCase("""{"events":[{"a": 1}, 2,"x" ],"meta":{}}""", new[] { """{"a": 1}""", "2", "\"x\"" })]
    [TestCase("""{"events":[]}""", new string[0])]
    [TestCase("""{"events":{}}""", new[] { """{"events":{}}""" })]
    [TestCase("""{"other":[]}""", new[] { """{"other":[]}""" })]
    [TestCase("[1,2]", new[] { "[1,2]" })]
    [TestCase("nonsense", new[] { "nonsense" })]
    [TestCase("", new[] { "" })]
    public void are_taken_apart_to_the_byte(string body, string[] pieces) =>
        Assert.That(
            VendorJson.Entries(Encoding.UTF8.GetBytes(body), "events").Select(piece => Encoding.UTF8.GetString(piece.Span)),
            Is.EqualTo(pieces)
        );

    [Test]
    public void become_one_submission_for_each()
    {
        var each = Each(Facts, Ignored, Unknown)!;
        Assert.That(each.Select(one => one.EventId), Is.EqualTo(["EV1", "EV2", "EV3"]));
        Assert.That(each.Select(one => one.Disposition), Is.EqualTo([Disposition.Transactions, Disposition.Ignored, Disposition.Unknown]));
        Assert.That(each.Select(one => Encoding.UTF8.GetString(one.Payload.Span)), Is.EqualTo(["0", "1", "2"]));
        Assert.That(each[0].Wanted.Single().ObjectId, Is.EqualTo("PM1"));
    }

    [Test]
    public void one_that_cannot_be_read_is_kept_beside_the_others_under_its_own_bytes()
    {
        var each = Each(Facts, Unreadable, Unreadable)!;
        Assert.That(each.Select(one => one.Disposition), Is.EqualTo([Disposition.Transactions, Disposition.Unknown, Disposition.Unknown]));
        Assert.That(each[1].Reason, Is.EqualTo("unreadable: 'id' is missing."));
        Assert.That(each[1].EventId, Is.Not.EqualTo(each[2].EventId));
        Assert.That(each[1].EventId, Is.EqualTo(Each(Facts, Unreadable)![1].EventId));
    }

    [Test]
    public void none_of_which_can_be_read_are_no_request_of_the_vendor() => Assert.That(Each(Unreadable, Unreadable), Is.Null);

    [Test]
    public void may_be_none_at_all() => Assert.That(Each(), Is.Empty);

    static IReadOnlyList<Submission>? Each(params SourceEvent[] said) =>
        WebhookSubmission.Each("acme", "gate", [.. said.Select((one, i) => ((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{i}"), one))], null);
}
