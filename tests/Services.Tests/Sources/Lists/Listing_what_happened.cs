using System.Net;
using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>What every list of a vendor that is pulled must do: of a vendor that plays its documented paging, two things a page.</summary>
public abstract class Listing_what_happened
{
    protected static readonly DateTimeOffset Since = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    protected static readonly DateTimeOffset Until = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero);
    const int MostPages = 100;

    private protected abstract ISourceEvents ListOf(SourceApis apis);
    protected abstract ISourceSystem System { get; }
    protected virtual string Key => "key";

    /// <summary>It has the ids of the webhook's facts, and says less.</summary>
    protected virtual bool IsSecondHand => false;

    /// <summary>So long before the span is not asked for.</summary>
    protected virtual TimeSpan Before => TimeSpan.FromSeconds(1);

    /// <summary>Something about money, as the vendor lists it.</summary>
    /// <param name="number">From 1 on; makes its ids.</param>
    protected abstract string Thing(int number, DateTimeOffset at);

    /// <summary>The webhook that told the same; what tells it first counts.</summary>
    protected abstract string Webhook(int number, DateTimeOffset at);

    /// <summary>The vendor's answer to an address when it knows these things, the oldest first.</summary>
    protected abstract string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things);

    [Test]
    public async Task tells_each_once_page_after_page()
    {
        var things = Things(13);
        var pages = await All(things);
        Assert.That(Ids(pages), Is.EquivalentTo(await Alone(things)));
        Assert.That(pages.Count(page => page.Events.Count > 0), Is.GreaterThanOrEqualTo(7));
    }

    [Test]
    public async Task ends_when_nothing_happened() => Assert.That(Ids(await All([])), Is.Empty);

    [Test]
    public async Task leaves_out_what_lies_outside_of_the_span()
    {
        var inside = Things(1);
        var pages = await All([
            (Since - Before, Thing(101, Since - Before)),
            .. inside,
            (Until, Thing(102, Until)),
            (Until.AddDays(3), Thing(103, Until.AddDays(3))),
        ]);
        Assert.That(Ids(pages), Is.EqualTo(await Alone(inside)));
    }

    [Test]
    public async Task goes_on_at_the_place_where_another_process_stopped()
    {
        var things = Things(13);
        var whole = await All(things);
        for (var stopped = 0; stopped < whole.Count - 1; stopped++)
            Assert.That(
                Ids(await All(things, whole[stopped].Next)),
                Is.EqualTo(Ids(whole.Skip(stopped + 1))),
                $"after page {stopped + 1}, {whole[stopped].Next}"
            );
    }

    [Test]
    public async Task tells_the_same_event_when_it_is_asked_again()
    {
        var things = Things(5);
        Assert.That(Ids(await All(things)), Is.EqualTo(Ids(await All(things))).And.Unique);
    }

    [Test]
    public async Task tells_the_same_facts_as_the_webhook([Range(1, 4)] int number)
    {
        var listed = (await All([(At(number), Thing(number, At(number)))])).SelectMany(page => page.Events).Single();
        var webhook = System.Read("source", Encoding.UTF8.GetBytes(Webhook(number, At(number))));
        Assert.That(Facts(System.Read("source", listed)), Is.EqualTo(Facts(webhook)).And.Not.Empty);
    }

    [Test]
    public async Task waits_as_the_vendor_asks_at_whichever_request()
    {
        foreach (var refusal in await RefusedAtEach(_ => Throttled()))
            Assert.That(refusal, Is.EqualTo(new FetchAnswer.Throttled(TimeSpan.FromSeconds(7))));
    }

    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.Forbidden)]
    public async Task says_when_the_key_is_refused_at_whichever_request(HttpStatusCode status)
    {
        foreach (var refusal in await RefusedAtEach(_ => PlayedVendor.Says("{}", status)))
            Assert.That(refusal, Is.EqualTo(new FetchAnswer.Unauthorized()));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("<html><body>We'll be right back</body></html>")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"errors":[{"code":"INTERNAL_SERVER_ERROR"}]}""")]
    public async Task takes_nothing_else_for_the_end_of_the_list(string body)
    {
        foreach (var refusal in await RefusedAtEach(_ => PlayedVendor.Says(body)))
            Assert.That(refusal, Is.InstanceOf<FetchAnswer.Unavailable>());
    }

    [Test]
    public async Task takes_half_a_page_for_none()
    {
        foreach (var refusal in await RefusedAtEach(whole => PlayedVendor.Says(whole[..(whole.Length / 2)])))
            Assert.That(refusal, Is.InstanceOf<FetchAnswer.Unavailable>());
    }

    [Test]
    public async Task a_place_cannot_name_another_address()
    {
        foreach (var place in (await All(Things(13))).Select(page => page.Next).OfType<string>())
        {
            using var vendor = new PlayedVendor(_ => PlayedVendor.Says("nonsense"));
            await Ask(vendor, $"{place}/../../v2/secrets?x=1&limit=9#");
            Assert.That(vendor.Asked.Select(asked => asked.Split('?')[0]), Has.None.Contains("secrets"));
        }
    }

    static DateTimeOffset At(int number) => Since.AddHours(number);

    protected List<(DateTimeOffset At, string Body)> Things(int count) =>
        [.. Enumerable.Range(1, count).Select(number => (At(number), Thing(number, At(number))))];

    /// <summary>What each is read as, when it is listed alone.</summary>
    async Task<List<string>> Alone(IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        var ids = new List<string>();
        foreach (var thing in things)
            ids.AddRange(Ids(await All([thing])));
        return ids;
    }

    List<string> Ids(IEnumerable<EventPage.Listed> pages) => [.. pages.SelectMany(page => page.Events).Select(Id)];

    string Id(ReadOnlyMemory<byte> listed) =>
        System.Read("source", listed) is SourceEvent.Facts { EventId: { Length: > 0 } id }
            ? id
            : throw new AssertionException($"It is no event about money: {Encoding.UTF8.GetString(listed.Span)}");

    List<string> Facts(SourceEvent said)
    {
        var facts = (SourceEvent.Facts)said;
        return
        [
            .. facts.Transactions.Select(one => IsSecondHand ? one.Id : $"{one.Id} {one.Revision} {Convert.ToHexString(ContentBytes.Hash(one))}"),
            .. facts.Wanted.Select(wanted => $"{wanted.Kind} {wanted.Id}"),
        ];
    }

    async Task<List<EventPage.Listed>> All(IReadOnlyList<(DateTimeOffset At, string Body)> things, string? from = null)
    {
        using var vendor = new PlayedVendor(address => PlayedVendor.Says(Answer(address, things)));
        var (pages, failed) = await Read(vendor, from);
        return failed is null ? pages : throw new AssertionException($"{failed.Why} to {vendor.Asked[^1]}");
    }

    /// <summary>What came of a list when one of its requests was refused: the first, the second … the last.</summary>
    /// <param name="refuse">Of what the vendor would have said.</param>
    async Task<List<FetchAnswer>> RefusedAtEach(Func<string, HttpResponseMessage> refuse)
    {
        var things = Things(13);
        var refusals = new List<FetchAnswer>();
        while (true)
        {
            var asked = 0;
            using var vendor = new PlayedVendor(address =>
                Answer(address, things) is var whole && asked++ == refusals.Count ? refuse(whole) : PlayedVendor.Says(whole)
            );
            var (_, failed) = await Read(vendor, from: null);
            if (asked <= refusals.Count)
                return refusals;
            refusals.Add(failed?.Why ?? throw new AssertionException($"A refusal was taken for a page: {vendor.Asked[refusals.Count]}"));
        }
    }

    async Task<(List<EventPage.Listed> Pages, EventPage.Failed? Failed)> Read(PlayedVendor vendor, string? from)
    {
        var pages = new List<EventPage.Listed>();
        do
        {
            var answer = await Ask(vendor, pages.Count == 0 ? from : pages[^1].Next);
            if (answer is EventPage.Failed failed)
                return (pages, failed);
            pages.Add((EventPage.Listed)answer);
            Assert.That(pages, Has.Count.LessThan(MostPages));
        } while (pages[^1].Next is not null);
        return (pages, null);
    }

    static HttpResponseMessage Throttled()
    {
        var throttled = PlayedVendor.Says("{}", HttpStatusCode.TooManyRequests);
        throttled.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
        return throttled;
    }

    /// <summary>By a client of its own, as another process has it.</summary>
    private protected async Task<EventPage> Ask(PlayedVendor vendor, string? position)
    {
        using var apis = new SourceApis(TimeProvider.System, vendor);
        return await ListOf(apis).List(Since, Until, position, new SourceAccess(Key, new Uri("http://vendor.example/")), CancellationToken.None);
    }
}
