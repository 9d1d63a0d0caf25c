using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.GoCardless;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.GoCardless;

public sealed class Receiving_gocardless_webhooks
{
    const string Key = "ED7D658C-D8EB-4941-948B-3973214F2D49";
    static readonly byte[] Body = TestFiles.Bytes("Sources/GoCardless/documented/webhook_body.txt");
    readonly GoCardlessSource vendor = new();

    [TestCase("Webhook-Signature")]
    [TestCase("webhook-signature")]
    public async Task accepts_a_signed_body(string header) =>
        Assert.That(await Verify(Body, header, GoCardlessSignature.Sign(Body, Key)), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_body_with_the_status_that_gocardless_asks_for()
    {
        Assert.That(
            await Verify([.. Body, 32], "Webhook-Signature", GoCardlessSignature.Sign(Body, Key)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );
        Assert.That(((ISourceSystem)vendor).RefusedStatus, Is.EqualTo(498));
    }

    [Test]
    public async Task refuses_a_body_without_signature() =>
        Assert.That(
            await Verify(Body, "X-Other", GoCardlessSignature.Sign(Body, Key)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed))
        );

    [Test]
    public void keeps_and_reads_each_event_by_itself()
    {
        var kept = vendor.Events(Request(Body));
        Assert.That(kept.Select(one => vendor.Read("gocardless", one).EventId), Is.EqualTo(["EV00BD05S5VM2T", "EV00BD05TB8K63"]));
        Assert.That(
            kept.Select(one => Encoding.UTF8.GetString(one.Span)),
            Is.All.Matches<string>(piece => Encoding.UTF8.GetString(Body).Contains(piece!, StringComparison.Ordinal))
        );
    }

    [Test]
    public void may_carry_no_event_at_all() => Assert.That(vendor.Events(Request("{\"events\":[]}"u8.ToArray())), Is.Empty);

    async Task<SignatureCheck> Verify(byte[] body, string header, string value) =>
        await vendor.Verify(Request(body, (header, value)), [Key], DateTimeOffset.UnixEpoch, CancellationToken.None);

    static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers) =>
        new(new Uri("https://books.example/v1/webhooks/debits"), headers.ToDictionary(header => header.Name, header => header.Value), body);
}
