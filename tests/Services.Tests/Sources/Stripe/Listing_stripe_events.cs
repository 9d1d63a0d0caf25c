using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

public sealed class Listing_stripe_events
{
    static readonly DateTimeOffset Since = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);
    static readonly DateTimeOffset Until = DateTimeOffset.FromUnixTimeSeconds(1_770_003_600);
    const string Empty = """{"object":"list","data":[],"has_more":false}""";
    readonly List<string> asked = [];

    [Test]
    public async Task asks_for_a_span_of_time_with_the_connections_key()
    {
        var page = await List("""{"object":"list","data":[{"id":"evt_2"},{"id":"evt_1"}],"has_more":false}""");
        Assert.That(Texts(page), Is.EqualTo(["""{"id":"evt_2"}""", """{"id":"evt_1"}"""]));
        Assert.That(((EventPage.Listed)page).Next, Is.Null);
        Assert.That(asked.Single(), Does.EndWith("/v1/events?created[gte]=1770000000&created[lt]=1770003600&limit=100"));
    }

    [Test]
    public async Task goes_on_after_the_last_of_the_page_before()
    {
        var page = (EventPage.Listed)await List("""{"object":"list","data":[{"id":"evt_2"}],"has_more":true}""", "evt_3");
        Assert.That(page.Next, Is.EqualTo("evt_2"));
        Assert.That(asked.Single(), Does.EndWith("&limit=100&starting_after=evt_3"));
    }

    [Test]
    public async Task asks_for_half_as_many_when_the_answer_is_too_large()
    {
        var page = (EventPage.Listed)
            await List(address => address.EndsWith("limit=100", StringComparison.Ordinal) ? new string('x', 5_000_000) : Empty);
        Assert.That(page.Events, Is.Empty);
        Assert.That(asked.Select(address => address[(address.LastIndexOf('&') + 1)..]), Is.EqualTo(["limit=100", "limit=50"]));
    }

    [Test]
    public async Task gives_up_when_a_single_event_is_too_large()
    {
        Assert.That(((EventPage.Failed)await List(_ => new string('x', 5_000_000))).Why, Is.EqualTo(FetchAnswer.Unavailable.TooLarge));
        Assert.That(asked, Has.Count.EqualTo(7));
    }

    [TestCase("""{"object":"list","data":[],"has_more":true}""")]
    [TestCase("""{"object":"list","data":[{"id":"../accounts"}],"has_more":true}""")]
    [TestCase("""{"object":"list","data":{},"has_more":false}""")]
    [TestCase("""{"object":"list","data":[]}""")]
    [TestCase("nonsense")]
    public async Task takes_nothing_else_for_the_end_of_the_list(string answer) =>
        Assert.That(((EventPage.Failed)await List(answer)).Why, Is.InstanceOf<FetchAnswer.Unavailable>());

    [Test]
    public async Task an_event_says_the_same_there_as_by_webhook()
    {
        var webhook = TestFiles.Bytes("Sources/Stripe/documented/payout.paid.json");
        var page = await List($$"""{"object":"list","data":[{{Encoding.UTF8.GetString(webhook)}}],"has_more":false}""");
        var source = new StripeSource();
        var (polled, sent) = (source.Read("stripe", ((EventPage.Listed)page).Events.Single()), source.Read("stripe", webhook));
        Assert.That(polled.EventId, Is.EqualTo(sent.EventId));
        Assert.That(Facts(polled), Is.EqualTo(Facts(sent)).And.Not.Empty);
    }

    static List<string> Facts(SourceEvent said) =>
        [.. ((SourceEvent.Facts)said).Transactions.Select(one => Convert.ToHexString(Accounting.ContentBytes.Hash(one)))];

    static IEnumerable<string> Texts(EventPage page) => ((EventPage.Listed)page).Events.Select(one => Encoding.UTF8.GetString(one.Span));

    Task<EventPage> List(string answer, string? position = null) => List(_ => answer, position);

    async Task<EventPage> List(Func<string, string> answer, string? position = null)
    {
        asked.Clear();
        using var server = new ScriptedServer(address =>
        {
            asked.Add(Uri.UnescapeDataString(address.PathAndQuery));
            return answer(asked[^1]);
        });
        using var apis = new SourceApis(TimeProvider.System, server);
        var access = new SourceAccess("sk_test_1", new Uri("http://stripe.example/base/"));
        return await new StripeEvents(apis).List(Since, Until, position, access, CancellationToken.None);
    }
}
