using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>The two read-only documents about a company itself.</summary>
internal static class CompanyDocuments
{
    public static Answer Info(string realm, Company company, DateTimeOffset now) =>
        Wire.Success(
            now,
            json =>
            {
                json.WriteStartObject("CompanyInfo");
                json.WriteString("CompanyName", company.Preferences.CompanyName);
                json.WriteString("LegalName", company.Preferences.CompanyName);
                json.WriteString("FiscalYearStartMonth", "January");
                json.WriteString("Country", "US");
                json.WriteString("SupportedLanguages", "en");
                json.WriteString("domain", "QBO");
                json.WriteBoolean("sparse", false);
                json.WriteString("Id", realm);
                json.WriteString("SyncToken", "0");
                json.WriteEndObject();
            }
        );

    public static Answer Preferences(Company company, DateTimeOffset now)
    {
        var preferences = company.Preferences;
        var accounting = new JsonObject
        {
            ["UseAccountNumbers"] = true,
            ["FirstMonthOfFiscalYear"] = "January",
            ["TaxYearMonth"] = "January",
            ["ClassTrackingPerTxn"] = false,
            ["TrackDepartments"] = false,
        };
        if (preferences.BookCloseDate is { } closed)
            accounting["BookCloseDate"] = Wire.Day(closed);
        var document = new JsonObject
        {
            ["AccountingInfoPrefs"] = accounting,
            ["CurrencyPrefs"] = new JsonObject
            {
                ["MultiCurrencyEnabled"] = true,
                ["HomeCurrency"] = new JsonObject { ["value"] = preferences.HomeCurrency },
            },
            ["domain"] = "QBO",
            ["sparse"] = false,
            ["Id"] = "1",
            ["SyncToken"] = "0",
        };
        return Wire.Success(
            now,
            json =>
            {
                json.WritePropertyName("Preferences");
                json.WriteRawValue(document.ToJsonString(Wire.Relaxed), skipInputValidation: true);
            }
        );
    }
}
