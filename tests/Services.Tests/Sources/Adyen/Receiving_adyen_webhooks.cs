using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Adyen;

public sealed class Receiving_adyen_webhooks
{
    const string Key = "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00";
    static readonly DateTimeOffset Now = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);
    static readonly AdyenSource Adyen = AdyenSource.CapturedAtOnce;
    static readonly VendorFiles Files = new("Adyen");

    static IEnumerable<TestCaseData> LibraryVectors(string kind)
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/adyen-vectors.json"));
        foreach (var vector in document.RootElement.GetProperty(kind).EnumerateArray())
            yield return new TestCaseData(vector.GetProperty("file").GetString(), vector.GetProperty("signature").GetString());
    }

    [TestCaseSource(nameof(LibraryVectors), new object[] { "items" })]
    public async Task accepts_an_item_as_the_vendors_library_signs_it(string file, string signature) =>
        Assert.That(await Verify(Body(Signed(file, signature))), Is.InstanceOf<SignatureCheck.Valid>());

    [TestCaseSource(nameof(LibraryVectors), new object[] { "bodies" })]
    public async Task accepts_a_platform_webhook_as_the_vendors_library_signs_it(string file, string signature)
    {
        Assert.That(await Verify(Files.Bytes(file), ("hmacsignature", signature)), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(await Verify(Files.Bytes(file), ("HmacSignature", signature)), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(
            await Verify([.. Files.Bytes(file), 32], ("HmacSignature", signature)),
            Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature))
        );
        Assert.That(await Verify(Files.Bytes(file)), Is.EqualTo(Invalid(SignatureProblem.Malformed)), "without the header");
    }

    [Test]
    public async Task verifies_each_item_of_several()
    {
        var first = Signed("derived/authorisation-card.json");
        var second = Signed("derived/refund-card.json");
        Assert.That(await Verify(Body(first, second)), Is.InstanceOf<SignatureCheck.Valid>());
        var forged = second.DeepClone();
        forged["NotificationRequestItem"]!["amount"]!["value"] = 5001;
        Assert.That(await Verify(Body(first, forged)), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(await Verify(Body(forged, first)), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(await Verify(Body(first, new JsonObject())), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
        Assert.That(await Verify(Body(first, JsonValue.Create(1))), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [Test]
    public void keeps_each_of_several_items_by_itself_and_a_single_one_as_it_came()
    {
        var first = Signed("derived/authorisation-card.json");
        var second = Signed("derived/refund-card.json");
        var pieces = Adyen.Events(Request(Body(first, second)));
        Assert.That(pieces.Select(piece => Adyen.Read("adyen", piece).EventType), Is.EqualTo(["AUTHORISATION", "REFUND"]));
        var whole = Body(first);
        Assert.That(Adyen.Events(Request(whole)).Single().ToArray(), Is.EqualTo(whole));
        Assert.That(SourceEventText.Of(Adyen.Read("adyen", pieces[0])), Is.EqualTo(SourceEventText.Of(Adyen.Read("adyen", whole))));
    }

    [Test]
    public void several_items_that_were_not_taken_apart_are_never_read_in_part() =>
        Assert.That(
            Adyen.Read("adyen", Body(Signed("derived/authorisation-card.json"), Signed("derived/refund-card.json"))),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    [TestCase("""{"live":"true","notificationItems":[]}""")]
    [TestCase("""{"live":"true"}""")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("""{"notificationItems":[],"notificationItems":[]}""")]
    public async Task what_has_no_item_proves_nothing(string body) =>
        Assert.That(await Verify(Encoding.UTF8.GetBytes(body)), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [TestCase("pspReference")]
    [TestCase("merchantAccountCode")]
    [TestCase("amount")]
    [TestCase("eventCode")]
    [TestCase("success")]
    [TestCase("additionalData")]
    public async Task what_lacks_a_signed_value_is_refused(string name)
    {
        var item = Signed("derived/refund-card.json");
        item["NotificationRequestItem"]!.AsObject().Remove(name);
        Assert.That(await Verify(Body(item)), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [Test]
    public async Task an_amount_in_a_text_is_refused()
    {
        var item = Signed("derived/refund-card.json");
        item["NotificationRequestItem"]!["amount"]!["value"] = "5000";
        Assert.That(await Verify(Body(item)), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [Test]
    public async Task a_reference_may_be_empty_absent_or_null()
    {
        var item = Signed("derived/authorisation-card.json");
        item["NotificationRequestItem"]!["originalReference"] = null;
        Assert.That(await Verify(Body(item)), Is.InstanceOf<SignatureCheck.Valid>());
        item["NotificationRequestItem"]!["originalReference"] = "";
        Assert.That(await Verify(Body(item)), Is.InstanceOf<SignatureCheck.Valid>());
        item["NotificationRequestItem"]!["originalReference"] = "x";
        Assert.That(await Verify(Body(item)), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public async Task the_signature_of_an_item_is_no_signature_of_a_body()
    {
        var item = Signed("derived/authorisation-card.json");
        var signature = item["NotificationRequestItem"]!["additionalData"]!["hmacSignature"]!.GetValue<string>();
        Assert.That(await Verify(Body(item), ("HmacSignature", signature)), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void the_answer_is_what_adyen_documents() =>
        Assert.That((Adyen.Reply, AdyenSource.CapturedSeparately.Reply), Is.EqualTo(("[accepted]", "[accepted]")));

    [Test]
    public async Task the_two_ways_to_capture_have_names_of_their_own() =>
        Assert.That((Adyen.Name, AdyenSource.CapturedSeparately.Name), Is.EqualTo(("adyen", "adyen-captures")));

    /// <summary>The item of a file, signed by us or with what another has made.</summary>
    static JsonNode Signed(string file, string? signature = null)
    {
        var entry = JsonNode.Parse(Files.Bytes(file))!["notificationItems"]![0]!.DeepClone();
        var item = entry["NotificationRequestItem"]!;
        var additional = item["additionalData"] ??= new JsonObject();
        additional["hmacSignature"] =
            signature
            ?? AdyenSignature.Sign(
                new AdyenSignedItem(
                    item["pspReference"]!.GetValue<string>(),
                    item["originalReference"]?.GetValue<string>() ?? "",
                    item["merchantAccountCode"]!.GetValue<string>(),
                    item["merchantReference"]!.GetValue<string>(),
                    item["amount"]!["value"]!.GetValue<long>(),
                    item["amount"]!["currency"]!.GetValue<string>(),
                    item["eventCode"]!.GetValue<string>(),
                    item["success"]!.GetValue<string>()
                ),
                Key
            );
        return entry;
    }

    static byte[] Body(params JsonNode[] items) =>
        Encoding.UTF8.GetBytes(
            new JsonObject { ["live"] = "true", ["notificationItems"] = new JsonArray([.. items.Select(item => item.DeepClone())]) }.ToJsonString()
        );

    static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers) =>
        new(
            new Uri("https://books.example/v1/webhooks/shop"),
            headers.Append(("Content-Type", "application/json")).ToDictionary(header => header.Item1, header => header.Item2),
            body
        );

    static async Task<SignatureCheck> Verify(byte[] body, params (string Name, string Value)[] headers) =>
        await Adyen.Verify(Request(body, headers), [Key], Now, CancellationToken.None);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
