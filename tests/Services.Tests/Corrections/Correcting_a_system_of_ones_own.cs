using System.Net;
using System.Text.Json;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.OwnSystems;
using AccountingSync.Security;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Corrections;

[TestFixture]
public sealed class Correcting_a_system_of_ones_own : Correcting_a_source
{
    const string Secret = "that-both-sides-know";
    Till till = null!;
    FaultyNetwork network = null!;
    SourceApis apis = null!;

    protected override ISourceCorrections Source => new CallbackCorrections(apis, new SettableClock(Noon));
    private protected override FaultyNetwork Network => network;
    protected override SourceAccess Access => new(Secret, new Uri("http://till.example/corrections?shop=1"));
    protected override (string TransactionId, CorrectionField Field) Known => ("sale-1", new CorrectionField.Category());
    protected override string Stranger => "sale-stranger";

    /// <summary>It remembers what it was told, so its own word counts at any time.</summary>
    protected override string ToStrangersAfterwards => "refused";

    protected override Task<string?> Says() => Task.FromResult<string?>(till.Category);

    protected override Task Write(string text)
    {
        till.Category = text;
        return Task.CompletedTask;
    }

    [SetUp]
    public void Open()
    {
        till = new Till();
        network = new FaultyNetwork(till);
        apis = new SourceApis(new SettableClock(Noon), network);
    }

    [TearDown]
    public void Close()
    {
        apis.Dispose();
        network.Dispose();
    }

    [Test]
    public async Task is_called_where_it_said_with_a_signature_over_the_bytes_and_with_its_own_id_as_key()
    {
        await Correct();

        Assert.That(till.Called, Is.EqualTo(["http://till.example/corrections?shop=1"]));
        Assert.That(network.Keys, Is.EqualTo(["0195a1de-0000-7000-8000-000000000001"]));
        Assert.That(till.Checks, Is.EqualTo([new SignatureCheck.Valid()]));
    }

    [Test]
    public async Task a_connection_without_an_address_waits_for_a_person()
    {
        var attempt = new CorrectionAttempt(
            "acme",
            new SourceCorrection(Guid.Empty, "shop", "sale-1", new CorrectionField.Note(), null, "x", "a slip", "ops"),
            "k",
            Uncertain: false,
            Noon.AddSeconds(30)
        );
        Assert.That(await Source.Correct(attempt, new SourceAccess(Secret, null), Go), Is.InstanceOf<CorrectionOutcome.SignInNeeded>());
    }

    [TestCase("""{"outcome":"corrected"}""", "corrected")]
    [TestCase("""{"outcome":"already_so"}""", "already_so")]
    [TestCase("""{"outcome":"refused","reason":"closed"}""", "refused")]
    [TestCase("""{"outcome":"changed","there":"x"}""", "changed")]
    [TestCase("""{"outcome":"done"}""", "unknown")]
    [TestCase("""{"outcome":true}""", "unknown")]
    [TestCase("{}", "unknown")]
    [TestCase("", "unknown")]
    [TestCase("<html>ok</html>", "unknown")]
    public void only_what_it_says_itself_counts(string answer, string expected) =>
        Assert.That(OwnSystem.Read(System.Text.Encoding.UTF8.GetBytes(answer)).Word, Is.EqualTo(expected));

    [TestCase(404, "<html>no such page</html>", "unavailable")]
    [TestCase(404, "", "unavailable")]
    [TestCase(413, """{"error":"too large"}""", "unavailable")]
    [TestCase(421, """{"reason":"no such host"}""", "unavailable")]
    [TestCase(425, "", "unavailable")]
    [TestCase(408, "", "unknown")]
    [TestCase(409, "", "unknown")]
    [TestCase(422, """{"reason":"the day is closed"}""", "refused")]
    [TestCase(422, """{"outcome":"changed","there":"x"}""", "changed")]
    [TestCase(403, """{"reason":"no such secret"}""", "sign_in_needed")]
    public async Task a_status_refuses_only_by_the_systems_own_word(int status, string page, string expected)
    {
        till.InBetween = ((HttpStatusCode)status, page);
        Assert.That((await Correct()).Word, Is.EqualTo(expected));
    }

    [TestCase("""{"outcome":"refused","reason":"a\u0000b 4242 4242 4242 4242"}""")]
    [TestCase("""{"reason":"a\u0000b 4242 4242 4242 4242"}""")]
    public async Task its_reason_is_one_that_can_be_stored(string page)
    {
        till.InBetween = (HttpStatusCode.UnprocessableEntity, page);
        Assert.That((await Correct()).Why, Is.EqualTo("a b …4242"));
    }

    /// <summary>A system that does what docs/corrections.md asks of it.</summary>
    sealed class Till : HttpMessageHandler
    {
        readonly Dictionary<string, string> answers = [];

        public string Category { get; set; } = "old";

        /// <summary>Answers instead of it.</summary>
        public (HttpStatusCode Status, string Page)? InBetween { get; set; }
        public List<string> Called { get; } = [];
        public List<SignatureCheck> Checks { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Called.Add(request.RequestUri!.AbsoluteUri);
            Checks.Add(StripeSignature.Verify(request.Headers.GetValues(CallbackCorrections.SignatureHeader).Single(), body, [Secret], Noon));
            var asked = JsonDocument.Parse(body).RootElement;
            if (asked.GetProperty("transaction_id").GetString() != "sale-1")
                return Answer(HttpStatusCode.NotFound, JsonSerializer.Serialize(new { reason = $"no sale {asked.GetProperty("transaction_id")}" }));
            if (InBetween is { } instead)
                return Answer(instead.Status, instead.Page);
            var id = asked.GetProperty("id").GetString()!;
            if (!answers.TryGetValue(id, out var answer))
                answers[id] = answer = Do(asked);
            return Answer(HttpStatusCode.OK, answer);
        }

        static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

        string Do(JsonElement asked)
        {
            var to = asked.GetProperty("to").GetString()!;
            if (Category == to)
                return """{"outcome":"already_so"}""";
            if (Category != asked.GetProperty("from").GetString())
                return JsonSerializer.Serialize(new { outcome = "changed", there = Category });
            Category = to;
            return """{"outcome":"corrected"}""";
        }
    }
}
