using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

/// <summary>Deliveries that are signed: PayPal's own, and ours under a certificate of our own.</summary>
/// <param name="WebhookId">The id that was signed.</param>
sealed record PayPalVector(string Name, PayPalTransmission Transmission, string WebhookId, byte[] Body, bool IsValid, X509Certificate2 Certificate)
{
    public const string Address = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1a5f47cb";

    /// <summary>When both certificates are valid or were.</summary>
    public static readonly DateTimeOffset Ours = new(2026, 2, 18, 20, 2, 0, TimeSpan.Zero);

    public static string OurPem => TestFiles.Text("Security/paypal-vector-cert.pem");

    /// <summary>Sent and signed by PayPal's simulator in 2024.</summary>
    public static IEnumerable<PayPalVector> OfPayPal()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/paypal-transmissions.json"));
        foreach (var sent in document.RootElement.EnumerateArray())
            yield return Read(
                sent,
                Text(sent, "event"),
                TestFiles.Bytes($"Sources/PayPal/documented/{Text(sent, "event")}.json"),
                true,
                "paypal-simulator-cert"
            );
    }

    public static IEnumerable<PayPalVector> OfOurs()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var sent in document.RootElement.EnumerateArray().Where(vector => vector.GetProperty("scheme").ValueEquals("paypal")))
            yield return Read(
                sent,
                Text(sent, "source"),
                Encoding.UTF8.GetBytes(Text(sent, "body")),
                sent.GetProperty("valid").GetBoolean(),
                "paypal-vector-cert"
            );
    }

    public override string ToString() => Name;

    static PayPalVector Read(JsonElement sent, string name, byte[] body, bool valid, string certificate) =>
        new(
            name,
            new PayPalTransmission(
                Text(sent, "transmission_id"),
                Text(sent, "transmission_time"),
                Convert.FromBase64String(Text(sent, "signature")),
                Address
            ),
            Text(sent, "webhook_id"),
            body,
            valid,
            X509Certificate2.CreateFromPem(TestFiles.Text($"Security/{certificate}.pem"))
        );

    static string Text(JsonElement sent, string name) => sent.GetProperty(name).GetString()!;
}
