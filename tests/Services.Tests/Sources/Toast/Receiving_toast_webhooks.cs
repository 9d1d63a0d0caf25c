using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Toast;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Toast;

public sealed class Receiving_toast_webhooks
{
    const string Secret = "toast-secret-dev";
    const string Time = "2026-01-31T19:45:02.105Z";
    static readonly byte[] Body = ToastFiles.Golden.Bytes("derived/order_updated-card-with-tip.json");

    [TestCase("Toast-Signature")]
    [TestCase("toast-signature")]
    public async Task accepts_a_signed_body_by_each_kind_of_connection(string header)
    {
        foreach (var toast in ToastSource.All)
            Assert.That(await Verify(toast, Body, header, ToastSignature.Sign(Body, Time, Secret)), Is.InstanceOf<SignatureCheck.Valid>());
    }

    [Test]
    public async Task refuses_a_forged_body() =>
        Assert.That(
            await Verify(ToastSource.All[0], [.. Body, 32], ToastSignature.HeaderName, ToastSignature.Sign(Body, Time, Secret)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [Test]
    public async Task refuses_a_body_without_signature() =>
        Assert.That(
            await Verify(ToastSource.All[0], Body, "X-Other", ToastSignature.Sign(Body, Time, Secret)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed))
        );

    /// <summary>The signed time is the event's, and Toast names no age at which to refuse it.</summary>
    [Test]
    public async Task accepts_what_is_delivered_late() =>
        Assert.That(
            await Verify(ToastSource.All[0], Body, ToastSignature.HeaderName, ToastSignature.Sign(Body, Time, Secret), daysLater: 30),
            Is.InstanceOf<SignatureCheck.Valid>()
        );

    static async Task<SignatureCheck> Verify(ToastSource toast, byte[] body, string header, string value, int daysLater = 0) =>
        await toast.Verify(
            new WebhookRequest(
                new Uri("https://books.example/v1/webhooks/till"),
                new Dictionary<string, string> { ["Content-Type"] = "application/json", [header] = value },
                body
            ),
            ["older", Secret],
            new DateTimeOffset(2026, 1, 31, 19, 45, 3, TimeSpan.Zero).AddDays(daysLater),
            CancellationToken.None
        );
}
