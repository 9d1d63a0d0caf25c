using System.Text.Json;
using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Stripe;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.Census;

/// <summary>Brings back, before the first request, what an earlier run had answered for.</summary>
internal sealed class CensusReload(
    CensusFile file,
    Companies companies,
    TokenIssuer tokens,
    ChangeNotices notices,
    StripeObjects stripe,
    StripeUpdates stripeUpdates,
    XeroReload xero,
    OdooReload odoo
)
{
    public void Run()
    {
        foreach (var line in file.Lines.Where(line => !xero.Apply(line) && !odoo.Apply(line)))
            Apply(line);
        file.ForgetLines();
    }

    void Apply(JsonElement line)
    {
        var kind = line.GetProperty("kind").GetString();
        switch (kind)
        {
            case "change":
                companies[Text(line, "realm")].Restore(Objects(line), Optional(line, "request_id"), Optional(line, "answer"));
                break;
            case "preferences":
                companies[Text(line, "realm")].Restore(line.GetProperty("preferences").Deserialize<CompanyPreferences>()!);
                break;
            case "webhook":
                notices.Restore(Text(line, "realm"), new Uri(Text(line, "address")));
                break;
            case "token":
                tokens.Restore(line.GetProperty("grant").Deserialize<Grant>()!);
                break;
            case "revoked":
                tokens.RestoreRevoked(Text(line, "token"));
                break;
            case "stripe":
                stripe.Restore(line.GetProperty("objects").Deserialize<List<StripeObject>>()!);
                break;
            case "stripe_update":
                stripeUpdates.Restore(line.GetProperty("update").Deserialize<StripeUpdate>()!);
                break;
            default:
                throw new InvalidDataException($"The census file has a line of the unknown kind '{kind}'.");
        }
    }

    static List<StoredObject> Objects(JsonElement line) =>
        [
            .. line.GetProperty("objects")
                .EnumerateArray()
                .Select(stored =>
                    StoredObject.Restore(
                        Text(stored, "entity"),
                        Text(stored, "id"),
                        stored.GetProperty("sync_token").GetInt32(),
                        stored.GetProperty("created").GetDateTimeOffset(),
                        stored.GetProperty("updated").GetDateTimeOffset(),
                        stored.GetProperty("deleted").GetBoolean(),
                        stored.GetProperty("document").GetRawText()
                    )
                ),
        ];

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    static string? Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
