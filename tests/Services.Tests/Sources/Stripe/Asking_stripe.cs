using System.Net;
using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

public sealed class Asking_stripe
{
    const string Id = "txn_1PgaxNB7WZ01zgkWEV3TLf40";
    static readonly DateTimeOffset Now = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);

    [Test]
    public async Task reads_one_balance_transaction()
    {
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, "{\"id\":1}"));
        var answer = await Ask(server);
        Assert.That(Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span), Is.EqualTo("{\"id\":1}"));
        Assert.That(server.Asked, Is.EqualTo([$"GET http://stripe.example/base/v1/balance_transactions/{Id} Bearer sk_test_1"]));
    }

    [Test]
    public async Task keeps_a_settlement_in_another_currency_with_what_it_settled()
    {
        const string Found = "{\"id\":1,\"currency\":\"usd\"}";
        async Task<string> Kept(string? said)
        {
            var answer = await Ask(new Scripted(_ => Answer(HttpStatusCode.OK, Found)), said: said);
            return Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span);
        }
        Assert.That(
            await Kept("{\"currency\":\"EUR\"}"),
            Is.EqualTo($"{{\"object\":\"settlement\",\"said\":{{\"currency\":\"EUR\"}},\"balance_transaction\":{Found}}}")
        );
        Assert.That(await Kept("{\"currency\":\"USD\"}"), Is.EqualTo(Found));
        Assert.That(await Kept(null), Is.EqualTo(Found));
    }

    [TestCase(HttpStatusCode.NotFound, typeof(FetchAnswer.NotFound))]
    [TestCase(HttpStatusCode.Unauthorized, typeof(FetchAnswer.Unauthorized))]
    [TestCase(HttpStatusCode.Forbidden, typeof(FetchAnswer.Unauthorized))]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(FetchAnswer.Throttled))]
    [TestCase(HttpStatusCode.InternalServerError, typeof(FetchAnswer.Unavailable))]
    [TestCase(HttpStatusCode.Found, typeof(FetchAnswer.Unavailable))]
    [TestCase(HttpStatusCode.BadRequest, typeof(FetchAnswer.Unavailable))]
    public async Task names_what_came_back(HttpStatusCode status, Type answer) =>
        Assert.That(await Ask(new Scripted(_ => Answer(status, ""))), Is.InstanceOf(answer));

    [TestCase("7", 7)]
    [TestCase("86400", 3600)]
    [TestCase("Sat, 31 Jan 2026 23:30:30 GMT", 30)]
    [TestCase("Sat, 31 Jan 2026 23:00:00 GMT", 0)]
    [TestCase(null, null)]
    public async Task waits_as_told_within_an_hour(string? header, int? seconds)
    {
        var response = Answer(HttpStatusCode.TooManyRequests, "");
        if (header is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", header);
        var throttled = (FetchAnswer.Throttled)await Ask(new Scripted(_ => response));
        Assert.That(throttled.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
    }

    [Test]
    public async Task survives_a_broken_connection() =>
        Assert.That(
            await Ask(new Scripted(_ => throw new HttpRequestException(HttpRequestError.ConnectionError))),
            Is.EqualTo(new FetchAnswer.Unavailable("ConnectionError"))
        );

    [Test]
    public async Task tells_a_time_out_from_being_stopped()
    {
        Assert.That(await Ask(new Scripted(_ => throw new TaskCanceledException())), Is.EqualTo(new FetchAnswer.Unavailable("no answer in time")));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.That(
            async () => await Ask(new Scripted(_ => throw new TaskCanceledException()), stop: stop.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public async Task refuses_an_endless_answer() =>
        Assert.That(
            await Ask(new Scripted(_ => Answer(HttpStatusCode.OK, new string('x', 300_000)))),
            Is.EqualTo(new FetchAnswer.Unavailable("the answer is too large"))
        );

    [TestCase("ch_1")]
    [TestCase("txn_1/../../accounts")]
    [TestCase("txn_1?expand=source")]
    [TestCase("")]
    public async Task never_asks_for_what_is_no_balance_transaction(string id)
    {
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, "{}"));
        Assert.That(await Ask(server, id), Is.InstanceOf<FetchAnswer.NotFound>());
        Assert.That(server.Asked, Is.Empty);
    }

    [Test]
    public async Task reads_all_pages_of_what_a_payout_settles_beside_the_event()
    {
        var pages = new Queue<string>([
            """{"object":"list","data":[{"id":"txn_3"},{"id":"txn_2"}],"has_more":true}""",
            """{"object":"list","data":[{"id":"txn_1"}],"has_more":false}""",
        ]);
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, pages.Dequeue()));
        var answer = await AskForContents(server);
        Assert.That(
            Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span),
            Is.EqualTo("""{"event":{"id":"evt_1"},"balance_transactions":[{"id":"txn_3"},{"id":"txn_2"},{"id":"txn_1"}]}""")
        );
        Assert.That(
            server.Asked,
            Is.EqualTo([
                "GET http://stripe.example/base/v1/balance_transactions?payout=po_1&limit=100 Bearer sk_test_1",
                "GET http://stripe.example/base/v1/balance_transactions?payout=po_1&limit=100&starting_after=txn_2 Bearer sk_test_1",
            ])
        );
    }

    [TestCase("""{"object":"list","data":[],"has_more":true}""")]
    [TestCase("""{"object":"list","data":[{"id":"../accounts"}],"has_more":true}""")]
    [TestCase("""{"object":"list","data":[{}],"has_more":true}""")]
    [TestCase("""{"object":"list","data":{},"has_more":false}""")]
    [TestCase("""{"object":"list","data":[]}""")]
    [TestCase("""{"id":"po_1"}""")]
    [TestCase("nonsense")]
    public async Task reads_no_list_that_it_does_not_understand(string page)
    {
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, page));
        Assert.That(await AskForContents(server), Is.InstanceOf<FetchAnswer.Unavailable>());
        Assert.That(server.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task a_page_that_cannot_be_had_is_no_end_of_the_list()
    {
        var pages = new Queue<HttpResponseMessage>([
            Answer(HttpStatusCode.OK, """{"object":"list","data":[{"id":"txn_2"}],"has_more":true}"""),
            Answer(HttpStatusCode.TooManyRequests, ""),
        ]);
        Assert.That(await AskForContents(new Scripted(_ => pages.Dequeue())), Is.InstanceOf<FetchAnswer.Throttled>());
    }

    [Test]
    public async Task gives_up_a_list_without_end()
    {
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, """{"object":"list","data":[{"id":"txn_2"}],"has_more":true}"""));
        Assert.That(await AskForContents(server), Is.EqualTo(new FetchAnswer.Unavailable("there are more than 10000 balance transactions")));
        Assert.That(server.Asked, Has.Count.EqualTo(100));
    }

    [TestCase("txn_1")]
    [TestCase("po_1&payout=po_2")]
    [TestCase("po_1/..")]
    public async Task never_asks_for_the_contents_of_what_is_no_payout(string id)
    {
        var server = new Scripted(_ => Answer(HttpStatusCode.OK, "{}"));
        Assert.That(await AskForContents(server, id), Is.InstanceOf<FetchAnswer.NotFound>());
        Assert.That(server.Asked, Is.Empty);
    }

    static async Task<FetchAnswer> AskForContents(Scripted server, string id = "po_1")
    {
        using var apis = new SourceApis(new FixedClock(), server);
        var access = new SourceAccess("sk_test_1", new Uri("http://stripe.example/base/"));
        return await new StripeObjects(apis).Fetch(new WantedObject("payout_contents", id, """{"id":"evt_1"}"""), access, CancellationToken.None);
    }

    [Test]
    public void follows_no_redirects()
    {
        using var handler = SourceApi.NewHandler();
        Assert.That(handler.AllowAutoRedirect, Is.False);
    }

    static async Task<FetchAnswer> Ask(Scripted server, string id = Id, string? said = null, CancellationToken stop = default)
    {
        using var apis = new SourceApis(new FixedClock(), server);
        var access = new SourceAccess("sk_test_1", new Uri("http://stripe.example/base/"));
        return await new StripeObjects(apis).Fetch(new WantedObject("balance_transaction", id, said), access, stop);
    }

    static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    sealed class Scripted(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization}");
            return Task.FromResult(answer(request));
        }
    }

    sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
