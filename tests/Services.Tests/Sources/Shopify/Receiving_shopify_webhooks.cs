using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Shopify;

public sealed class Receiving_shopify_webhooks
{
    const string Key = "shpss_0123456789abcdef0123456789abcdef";
    static readonly DateTimeOffset Now = new(2026, 3, 8, 17, 1, 7, TimeSpan.Zero);
    static readonly byte[] Body = TestFiles.Bytes("Sources/Shopify/derived/orders.paid-simple.json");
    readonly ShopifySource shopify = new();

    [TestCase("X-Shopify-Hmac-Sha256")]
    [TestCase("x-shopify-hmac-sha256")]
    public async Task accepts_a_signed_body(string header) =>
        Assert.That(await Verify(Body, header, ShopifySignature.Sign(Body, Key)), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_body() =>
        Assert.That(
            await Verify([.. Body, 32], ShopifySignature.HeaderName, ShopifySignature.Sign(Body, Key)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [TestCase("X-Other")]
    [TestCase("Shopify-Hmac-Sha256")]
    public async Task refuses_a_body_without_signature(string header) =>
        Assert.That(await Verify(Body, header, ShopifySignature.Sign(Body, Key)), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed)));

    [Test]
    public void keeps_the_headers_that_say_what_happened_and_the_body_to_the_byte()
    {
        var kept = shopify.Kept(ShopifyFiles.Request("orders/paid", Body)).ToArray();
        const string Headers = """
            X-Shopify-Topic: orders/paid
            X-Shopify-Event-Id: 98880550-7158-44d4-b7cd-2c97c8a091b5
            X-Shopify-Webhook-Id: b54557e4-bdd9-4b37-8a5f-bf7d70bcd043
            X-Shopify-Shop-Domain: johns-apparel.myshopify.com
            X-Shopify-API-Version: 2026-01
            X-Shopify-Triggered-At: 2026-03-08T17:01:06.245Z


            """;
        Assert.That(kept, Is.EqualTo((byte[])[.. Encoding.ASCII.GetBytes(Headers.ReplaceLineEndings("\n")), .. Body]));
    }

    [TestCase("\n\n{\"a\": 1}\n\n")]
    [TestCase("X-Shopify-Topic: app/uninstalled\n\n{}")]
    [TestCase("\u00e9\u20ac")]
    [TestCase("")]
    public void the_body_ends_where_the_kept_bytes_end(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.That(shopify.Kept(ShopifyFiles.Request("orders/paid", bytes)).ToArray().TakeLast(bytes.Length), Is.EqualTo(bytes));
    }

    [Test]
    public void an_event_is_the_same_whatever_its_delivery()
    {
        var first = Read(("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Event-Id", "e1"), ("X-Shopify-Webhook-Id", "w1"));
        var second = Read(("x-shopify-topic", "orders/paid"), ("x-shopify-event-id", "e1"), ("x-shopify-webhook-id", "w2"));
        Assert.That((first.EventId, second.EventId), Is.EqualTo(("e1 orders/paid", "e1 orders/paid")));
    }

    [Test]
    public void the_topics_of_one_act_are_events_of_their_own()
    {
        var paid = Read(("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Event-Id", "e1"));
        var updated = Read(("X-Shopify-Topic", "orders/updated"), ("X-Shopify-Event-Id", "e1"));
        Assert.That(updated.EventId, Is.Not.EqualTo(paid.EventId));
    }

    [Test]
    public void older_deliveries_have_only_the_webhooks_id() =>
        Assert.That(Read(("X-Shopify-Topic", "orders/paid"), ("X-Shopify-Webhook-Id", "w1")).EventId, Is.EqualTo("w1 orders/paid"));

    [Test]
    public void refuses_what_does_not_say_what_happened_or_which_event_it_is()
    {
        Assert.That(Read(("X-Shopify-Event-Id", "e1")), Is.InstanceOf<SourceEvent.Unreadable>());
        Assert.That(Read(("X-Shopify-Topic", "orders/paid")), Is.InstanceOf<SourceEvent.Unreadable>());
    }

    [TestCase("orders/paid\nX-Shopify-Event-Id: e2")]
    [TestCase("orders/paid\r")]
    [TestCase("orders/p\u00e4id")]
    [TestCase("")]
    public void a_header_cannot_pretend_to_be_several(string topic) =>
        Assert.That(Read(("X-Shopify-Topic", topic), ("X-Shopify-Event-Id", "e1")), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void a_header_that_is_longer_than_any_is_not_kept() =>
        Assert.That(Read(("X-Shopify-Topic", new string('a', 256)), ("X-Shopify-Event-Id", "e1")), Is.InstanceOf<SourceEvent.Unreadable>());

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("X-Shopify-Topic: orders/paid\n{}")]
    [TestCase("X-Shopify-Topic: orders/paid\nX-Shopify-Topic: orders/paid\n\n{}")]
    [TestCase("X-Shopify-Topic: orders/paid\nX-Shopify-Event-Id e1\n\n{}")]
    [TestCase("X-Other: orders/paid\n\n{}")]
    public void refuses_what_was_not_kept_so(string kept) =>
        Assert.That(shopify.Read("shopify", Encoding.UTF8.GetBytes(kept)), Is.InstanceOf<SourceEvent.Unreadable>());

    SourceEvent Read(params (string Name, string Value)[] headers) =>
        shopify.Read(
            "shopify",
            shopify.Kept(
                new WebhookRequest(
                    new Uri("https://books.example"),
                    headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal),
                    Body
                )
            )
        );

    async Task<SignatureCheck> Verify(byte[] body, string header, string value) =>
        await shopify.Verify(
            new WebhookRequest(
                new Uri("https://books.example"),
                new Dictionary<string, string> { ["Content-Type"] = "application/json", [header] = value },
                body
            ),
            [Key],
            Now,
            CancellationToken.None
        );
}
