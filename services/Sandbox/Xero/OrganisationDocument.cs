using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>What <c>GET /Organisation</c> says: base currency and lock dates among it.</summary>
internal static class OrganisationDocument
{
    public static JsonObject Of(Guid tenant, XeroSettings settings)
    {
        var document = new JsonObject
        {
            ["OrganisationID"] = tenant.ToString(),
            ["Name"] = settings.Name,
            ["LegalName"] = settings.Name,
            ["PaysTax"] = true,
            ["Version"] = "GLOBAL",
            ["OrganisationType"] = "COMPANY",
            ["BaseCurrency"] = settings.BaseCurrency,
            ["CountryCode"] = "US",
            ["IsDemoCompany"] = false,
            ["OrganisationStatus"] = "ACTIVE",
            ["FinancialYearEndDay"] = 31,
            ["FinancialYearEndMonth"] = 12,
        };
        if (settings.PeriodLockDate is { } period)
            document["PeriodLockDate"] = XeroWire.Day(period);
        if (settings.EndOfYearLockDate is { } year)
            document["EndOfYearLockDate"] = XeroWire.Day(year);
        document["Timezone"] = "UTC";
        return document;
    }
}
