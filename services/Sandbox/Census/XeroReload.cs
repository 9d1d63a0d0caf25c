using System.Text.Json;
using AccountingSync.Sandbox.Tokens;
using AccountingSync.Sandbox.Xero;

namespace AccountingSync.Sandbox.Census;

/// <summary>Brings back Xero's part of what an earlier run had answered for.</summary>
internal sealed class XeroReload(XeroOrganisations organisations, XeroTokens tokens)
{
    /// <summary>False when the line is of no kind of ours.</summary>
    public bool Apply(JsonElement line)
    {
        switch (line.GetProperty("kind").GetString())
        {
            case "xero-change":
                Of(line).Restore(Read<List<ManualJournal>>(line, "journals"), line.GetProperty("answer").Deserialize<RememberedAnswer>());
                return true;
            case "xero-account":
                Of(line).Restore(Read<XeroAccount>(line, "account"));
                return true;
            case "xero-settings":
                Of(line).Restore(Read<XeroSettings>(line, "settings"));
                return true;
            case "token" when IsXeros(line):
                tokens.Issuer.Restore(Read<Grant>(line, "grant"));
                return true;
            case "revoked" when IsXeros(line):
                tokens.Issuer.RestoreRevoked(line.GetProperty("token").GetString()!);
                return true;
            default:
                return false;
        }
    }

    static bool IsXeros(JsonElement line) => line.TryGetProperty("vendor", out var vendor) && vendor.GetString() == TokenTerms.Xero.Vendor;

    XeroOrganisation Of(JsonElement line) => organisations[line.GetProperty("tenant").GetGuid()];

    static T Read<T>(JsonElement line, string name) => line.GetProperty(name).Deserialize<T>()!;
}
