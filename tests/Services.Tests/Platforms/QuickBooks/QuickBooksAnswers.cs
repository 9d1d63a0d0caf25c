using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>Answers in the shapes that QuickBooks documents, or that were recorded from its sandbox.</summary>
static class QuickBooksAnswers
{
    public const string Chart = """
        {"QueryResponse":{"Account":[
          {"Name":"assets.clearing.front shop","SubAccount":false,"FullyQualifiedName":"assets.clearing.front shop","Active":true,"Classification":"Asset","AccountType":"Bank","domain":"QBO","sparse":false,"Id":"91","SyncToken":"0"},
          {"Name":"income.sales","SubAccount":false,"FullyQualifiedName":"income.sales","Active":true,"AccountType":"Income","domain":"QBO","sparse":false,"Id":"92","SyncToken":"0"},
          {"Name":"NY","SubAccount":true,"ParentRef":{"value":"80"},"FullyQualifiedName":"liabilities:tax:NY","Active":true,"AccountType":"Other Current Liability","AcctNum":"2200","domain":"QBO","sparse":false,"Id":"93","SyncToken":"0"}
        ],"startPosition":1,"maxResults":3},"time":"2026-02-01T00:00:00.000-08:00"}
        """;

    public const string Throttled = "message=ThrottleExceeded; errorCode=003001; statusCode=429";

    public const string Page = "<html><body><h1>We'll be right back</h1></body></html>";

    /// <summary>An expired access token, as recorded.</summary>
    public static string Unauthorized { get; } = Recorded("error__401.json");

    /// <summary>A property that the service does not know, as recorded.</summary>
    public static string UnknownProperty { get; } = Recorded("error__400_json.json");

    public static string Fault(string code, string message, string detail, string type = "ValidationFault") =>
        $$"""{"Fault":{{FaultOnly(code, message, detail, type)}},"time":"2026-02-01T00:00:00.000-08:00"}""";

    /// <summary>A stored entry of 108.00 as QuickBooks writes it.</summary>
    public static string Entry(string key, string id = "201", string syncToken = "0", string amount = "108.00", string more = "") =>
        $$"""
            {"Adjustment":false,"TotalAmt":{{amount}},"domain":"QBO","sparse":false,"Id":"{{id}}","SyncToken":"{{syncToken}}",
             "MetaData":{"CreateTime":"2026-02-01T00:00:00-08:00","LastUpdatedTime":"2026-02-01T00:00:01-08:00"},{{more}}
             "DocNumber":"{{key}}","TxnDate":"2026-01-31","CurrencyRef":{"value":"USD","name":"United States Dollar"},"PrivateNote":"note",
             "Line":[
              {"Id":"0","Description":"card","Amount":{{amount}},"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Debit","AccountRef":{"value":"91","name":"assets.clearing.front shop"} } },
              {"Id":"1","Description":"d","Amount":100.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"92","name":"income.sales"} } },
              {"Id":"2","Description":"words only","DetailType":"DescriptionOnly","DescriptionLineDetail":{} },
              {"Id":"3","Description":"d","Amount":8.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"93","name":"liabilities:tax:NY"} } }
             ],"TxnTaxDetail":{} }
            """;

    public static string Created(string key) => $$"""{"JournalEntry":{{Entry(key)}},"time":"2026-02-01T00:00:01.000-08:00"}""";

    public static string Found(params string[] entries) =>
        entries.Length == 0
            ? """{"QueryResponse":{},"time":"2026-02-01T00:00:01.000-08:00"}"""
            : $$"""{"QueryResponse":{"JournalEntry":[{{string.Join(',', entries)}}],"startPosition":1,"maxResults":{{entries.Length}} },"time":"2026-02-01T00:00:01.000-08:00"}""";

    public static string Batch(params string[] items) =>
        $$"""{"BatchItemResponse":[{{string.Join(',', items)}}],"time":"2026-02-01T00:00:01.000-08:00"}""";

    public static string Item(int id, string key) => $$"""{"JournalEntry":{{Entry(key, id: $"20{id}")}},"bId":"{{id}}"}""";

    public static string FaultItem(int id, string code, string message, string detail) =>
        $$"""{"Fault":{{FaultOnly(code, message, detail, "ValidationFault")}},"bId":"{{id}}"}""";

    public static string Changes(params string[] entries) =>
        $$"""{"CDCResponse":[{"QueryResponse":[{{(entries.Length == 0 ? "{}" : $$"""{"JournalEntry":[{{string.Join(',', entries)}}],"startPosition":1,"maxResults":{{entries.Length}} }""")}}]}],"time":"2026-02-02T00:00:00.000-08:00"}""";

    public static string Deleted(string id, string at = "2026-02-01T10:00:00-08:00") =>
        $$"""{"domain":"QBO","status":"Deleted","Id":"{{id}}","MetaData":{"LastUpdatedTime":"{{at}}"} }""";

    static string FaultOnly(string code, string message, string detail, string type) =>
        $$"""{"Error":[{"Message":"{{message}}","Detail":"{{detail}}","code":"{{code}}","element":""}],"type":"{{type}}"}""";

    static string Recorded(string name, [CallerFilePath] string here = "")
    {
        using var recording = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Sandbox", "Recordings", name))
        );
        return recording.RootElement[0].GetProperty("response").GetProperty("body").GetRawText();
    }
}
