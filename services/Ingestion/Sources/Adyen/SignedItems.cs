using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>The items of a standard webhook, each of which carries a signature of its own.</summary>
static class SignedItems
{
    public const string Container = "notificationItems";
    public const string Item = "NotificationRequestItem";

    /// <summary>One bad item makes the whole request bad, and a request without any proves nothing.</summary>
    public static SignatureCheck Verify(ReadOnlyMemory<byte> body, IReadOnlyList<string> keys)
    {
        var checks = VendorJson.Entries(body, Container).Select(entry => VerifyEntry(entry, keys)).ToList();
        return checks.Count == 0 ? Malformed() : checks.OfType<SignatureCheck.Invalid>().FirstOrDefault() ?? checks[0];
    }

    static SignatureCheck VerifyEntry(ReadOnlyMemory<byte> entry, IReadOnlyList<string> keys)
    {
        try
        {
            using var document = JsonDocument.Parse(entry, VendorJson.Options);
            var item = new VendorObject(document.RootElement).RequiredChild(Item);
            var amount = item.RequiredChild("amount");
            var signed = new AdyenSignedItem(
                item.RequiredText("pspReference"),
                item.Text("originalReference") ?? "",
                item.RequiredText("merchantAccountCode"),
                item.Text("merchantReference") ?? "",
                amount.RequiredNumber("value"),
                amount.RequiredText("currency"),
                item.RequiredText("eventCode"),
                item.TextOrFlag("success") ?? ""
            );
            // Only these two words are ever signed; any other would be no end that the values can be counted from.
            return signed.Success is "true" or "false"
                ? AdyenSignature.VerifyItem(item.Child("additionalData")?.Text("hmacSignature"), signed, keys)
                : Malformed();
        }
        // What is not even an item has no signature that could be checked.
        catch (Exception fault) when (fault is JsonException or VendorShapeException)
        {
            return Malformed();
        }
    }

    static SignatureCheck Malformed() => new SignatureCheck.Invalid(SignatureProblem.Malformed);
}
