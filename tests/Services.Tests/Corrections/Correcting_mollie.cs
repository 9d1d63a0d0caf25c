using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Corrections;

[TestFixture]
public sealed class Correcting_mollie : Correcting_a_source
{
    const string Payment = "tr_7UhSN1zuXS";
    MollieTwin twin = null!;
    FaultyNetwork network = null!;
    SourceApis apis = null!;

    protected override ISourceCorrections Source => new MollieCorrections(apis, new SettableClock(Noon));
    private protected override FaultyNetwork Network => network;
    protected override SourceAccess Access => new("live_key", new Uri("http://mollie.example/"));
    protected override (string TransactionId, CorrectionField Field) Known => (Payment, new CorrectionField.Description());
    protected override string Stranger => "tr_stranger";

    protected override Task<string?> Says() => Task.FromResult<string?>(twin.Description);

    protected override Task Write(string text)
    {
        twin.Description = text;
        return Task.CompletedTask;
    }

    [SetUp]
    public void Open()
    {
        twin = new MollieTwin();
        network = new FaultyNetwork(twin);
        apis = new SourceApis(new SettableClock(Noon), network);
    }

    [TearDown]
    public void Close()
    {
        apis.Dispose();
        network.Dispose();
    }

    [Test]
    public async Task a_description_that_mollie_shortened_was_written_and_is_not_said_to_be_somebody_elses()
    {
        twin.Longest = 2;
        Assert.That(await Correct(), Is.EqualTo(new CorrectionOutcome.Altered("ne")));
        Assert.That(await Correct(uncertain: true), Is.EqualTo(new CorrectionOutcome.Altered("ne")), "Nor when the answer was lost");
    }

    [Test]
    public void has_metadata_that_is_only_replaced_as_a_whole() =>
        Assert.That(
            Source.Allows(Payment, CorrectionField.Of("metadata.order")),
            Is.InstanceOf<CorrectionAllowance.Refused>().And.Property("Reason").Contains("as a whole")
        );

    [TestCase("re_4qqhO89gsT")]
    [TestCase("../payments/tr_1")]
    [TestCase("tr_1?x=y")]
    public void lets_nothing_else_be_corrected(string id) =>
        Assert.That(Source.Allows(id, new CorrectionField.Description()), Is.InstanceOf<CorrectionAllowance.Refused>());

    /// <summary>One payment, as docs.mollie.com/reference/update-payment says.</summary>
    sealed class MollieTwin : HttpMessageHandler
    {
        public string Description { get; set; } = "old";

        /// <summary>Of a description, by the method of payment.</summary>
        public int Longest { get; set; } = 255;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != $"/v2/payments/{Payment}")
                return Answer(HttpStatusCode.NotFound, """{"status":404,"title":"Not Found","detail":"No payment exists with token."}""");
            if (request.Method == HttpMethod.Patch)
            {
                var text = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["description"]!.GetValue<string>();
                Description = text[..Math.Min(text.Length, Longest)];
            }
            return Answer(HttpStatusCode.OK, JsonSerializer.Serialize(new { id = Payment, description = Description }));
        }

        static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };
    }
}
