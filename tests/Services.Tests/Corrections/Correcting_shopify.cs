using System.Net;
using System.Text.Json;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Corrections;

[TestFixture]
public sealed class Correcting_shopify : Correcting_a_source
{
    const string OrderId = "order_450789469";
    ShopTwin twin = null!;
    FaultyNetwork network = null!;
    SourceApis apis = null!;

    protected override ISourceCorrections Source => new ShopifyCorrections(apis, new SettableClock(Noon));
    private protected override FaultyNetwork Network => network;
    protected override SourceAccess Access => new("shpat_key", new Uri("http://shop.example/"));
    protected override (string TransactionId, CorrectionField Field) Known => (OrderId, new CorrectionField.Note());
    protected override string Stranger => "order_1";

    /// <summary>It may be one that is older than the app may see.</summary>
    protected override string ToStrangers => "sign_in_needed";
    protected override string ToStrangersAfterwards => "sign_in_needed";

    protected override Task<string?> Says() => Task.FromResult<string?>(twin.Note);

    protected override Task Write(string text)
    {
        twin.Note = text;
        return Task.CompletedTask;
    }

    [SetUp]
    public void Open()
    {
        twin = new ShopTwin();
        network = new FaultyNetwork(twin);
        apis = new SourceApis(new SettableClock(Noon), network);
    }

    [TearDown]
    public void Close()
    {
        apis.Dispose();
        network.Dispose();
    }

    [TestCase("""{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}""", "throttled")]
    [TestCase("""{"errors":[{"message":"Access denied for order field.","extensions":{"code":"ACCESS_DENIED"}}]}""", "sign_in_needed")]
    [TestCase("""{"errors":[{"message":"Internal error."}]}""", "unavailable")]
    [TestCase("<html>", "unavailable")]
    public async Task an_error_with_status_200_is_one(string answer, string expected)
    {
        twin.Instead = answer;
        Assert.That((await Correct()).Word, Is.EqualTo(expected));
        Assert.That(await Says(), Is.EqualTo("old"));
    }

    [Test]
    public async Task what_the_shop_refuses_is_refused_with_its_words()
    {
        twin.Refusal = "Note is too long";
        Assert.That(await Correct(), Is.EqualTo(new CorrectionOutcome.Refused("Note is too long")));
    }

    [Test]
    public async Task an_order_that_is_not_shown_names_the_scope_that_shows_old_ones() =>
        Assert.That((await Correct(id: Stranger)).Why, Does.Contain("60 days").And.Contain("read_all_orders"));

    [TestCase(HttpStatusCode.PaymentRequired, "unavailable")]
    [TestCase(HttpStatusCode.Locked, "unavailable")]
    [TestCase(HttpStatusCode.NotFound, "refused")]
    public async Task a_shop_that_is_frozen_or_locked_may_come_back(HttpStatusCode status, string expected)
    {
        twin.Status = status;
        Assert.That((await Correct()).Word, Is.EqualTo(expected));
    }

    [TestCase("refund_1", "note")]
    [TestCase("order_0", "note")]
    [TestCase("order_1/../2", "note")]
    [TestCase(OrderId, "description")]
    [TestCase(OrderId, "metadata.x")]
    public void lets_nothing_but_an_orders_note_be_corrected(string id, string field) =>
        Assert.That(Source.Allows(id, CorrectionField.Of(field)), Is.InstanceOf<CorrectionAllowance.Refused>());

    /// <summary>One order, as Shopify's description of its GraphQL interface says.</summary>
    sealed class ShopTwin : HttpMessageHandler
    {
        const string Gid = "gid://shopify/Order/450789469";

        public string Note { get; set; } = "old";
        public string? Instead { get; set; }
        public string? Refusal { get; set; }
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).RootElement;
            var variables = asked.GetProperty("variables");
            return new HttpResponseMessage(Status)
            {
                Content = new StringContent(
                    Instead
                        ?? (
                            asked.GetProperty("query").GetString()!.StartsWith("mutation", StringComparison.Ordinal)
                                ? Change(variables)
                                : Read(variables)
                        )
                ),
            };
        }

        string Read(JsonElement variables) =>
            variables.GetProperty("id").GetString() == Gid
                ? JsonSerializer.Serialize(new { data = new { order = new { id = Gid, note = Note } } })
                : """{"data":{"order":null}}""";

        string Change(JsonElement variables)
        {
            if (Refusal is { } why)
                return JsonSerializer.Serialize(
                    new { data = new { orderUpdate = new { order = (object?)null, userErrors = new[] { new { message = why } } } } }
                );
            Note = variables.GetProperty("input").GetProperty("note").GetString()!;
            return JsonSerializer.Serialize(
                new { data = new { orderUpdate = new { order = new { id = Gid }, userErrors = Array.Empty<object>() } } }
            );
        }
    }
}
