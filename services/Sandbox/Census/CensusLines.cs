using System.Text.Json;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Stripe;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.Census;

/// <summary>The lines of the census file: one per request that changed something, so that a crash keeps all of it or none.</summary>
internal static class CensusLines
{
    public static string Change(string realm, IReadOnlyList<StoredObject> changed, string? requestId, string? answer) =>
        Wire.Compose(json =>
        {
            json.WriteString("kind", "change");
            json.WriteString("realm", realm);
            json.WriteStartArray("objects");
            foreach (var stored in changed)
            {
                json.WriteStartObject();
                json.WriteString("entity", stored.Entity);
                json.WriteString("id", stored.Id);
                json.WriteNumber("sync_token", stored.SyncToken);
                json.WriteString("created", stored.CreatedAt);
                json.WriteString("updated", stored.UpdatedAt);
                json.WriteBoolean("deleted", stored.Deleted);
                json.WritePropertyName("document");
                json.WriteRawValue(stored.Json, skipInputValidation: true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (requestId is not null)
            {
                json.WriteString("request_id", requestId);
                json.WriteString("answer", answer);
            }
        });

    public static string Preferences(string realm, CompanyPreferences preferences) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "preferences",
                realm,
                preferences,
            }
        );

    public static string Webhook(string realm, Uri address) =>
        JsonSerializer.Serialize(
            new
            {
                kind = "webhook",
                realm,
                address,
            }
        );

    /// <param name="vendor">Null is QuickBooks, whose lines name none.</param>
    public static string Token(Grant grant, string? vendor) =>
        vendor is null
            ? JsonSerializer.Serialize(new { kind = "token", grant })
            : JsonSerializer.Serialize(
                new
                {
                    kind = "token",
                    vendor,
                    grant,
                }
            );

    public static string Revoked(string token, string? vendor) =>
        vendor is null
            ? JsonSerializer.Serialize(new { kind = "revoked", token })
            : JsonSerializer.Serialize(
                new
                {
                    kind = "revoked",
                    vendor,
                    token,
                }
            );

    public static string StripeUpdate(StripeUpdate update) => JsonSerializer.Serialize(new { kind = "stripe_update", update });

    public static string Stripe(IReadOnlyList<StripeObject> objects) => JsonSerializer.Serialize(new { kind = "stripe", objects });
}
