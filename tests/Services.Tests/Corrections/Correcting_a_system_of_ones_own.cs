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

    /// <summary>A system that does what docs/corrections.md asks of it.</summary>
    sealed class Till : HttpMessageHandler
    {
        readonly Dictionary<string, string> answers = [];

        public string Category { get; set; } = "old";
        public List<string> Called { get; } = [];
        public List<SignatureCheck> Checks { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Called.Add(request.RequestUri!.AbsoluteUri);
            Checks.Add(StripeSignature.Verify(request.Headers.GetValues(CallbackCorrections.SignatureHeader).Single(), body, [Secret], Noon));
            var asked = JsonDocument.Parse(body).RootElement;
            if (asked.GetProperty("transaction_id").GetString() != "sale-1")
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            var id = asked.GetProperty("id").GetString()!;
            if (!answers.TryGetValue(id, out var answer))
                answers[id] = answer = Do(asked);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) };
        }

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
