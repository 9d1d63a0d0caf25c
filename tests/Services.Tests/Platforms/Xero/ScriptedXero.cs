using System.Net;
using System.Text;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Xero;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <summary>Plays Xero word for word: answers the organisation and the chart by itself and everything else from a script.</summary>
sealed class ScriptedXero : HttpMessageHandler
{
    readonly Queue<HttpResponseMessage> script = new();
    readonly HttpClient http;
    readonly XeroPace pace;

    public ScriptedXero(XeroLimits? limits = null)
    {
        pace = new(limits ?? XeroLimits.None, TimeProvider.System);
        http = new(this, disposeHandler: false) { BaseAddress = new Uri("https://xero.test/"), Timeout = Timeout.InfiniteTimeSpan };
        Platform = new(http, new() { Tenant = Guid.Empty }, (_, _) => Task.FromResult<string?>("token"), pace, TimeProvider.System);
    }

    public XeroPlatform Platform { get; }

    /// <summary>Everything but reads of the organisation and the chart.</summary>
    public List<(string Path, string Body, string? Key)> Asked { get; } = [];

    public ScriptedXero Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        script.Enqueue(response);
        return this;
    }

    /// <summary>An answer with these journals.</summary>
    public ScriptedXero Journals(params string[] journals) =>
        Answer(HttpStatusCode.OK, $$"""{"DateTimeUTC":"/Date(1770000000000)/","ManualJournals":[{{string.Join(',', journals)}}]}""");

    public static string Created(EntryToWrite entry, string status = "POSTED", long changed = 1769900000000, int id = 1) =>
        $$"""
            {"ManualJournalID":"00000000-0000-0000-0000-{{id:d12}}","Narration":"{{entry.Key}}","Status":"{{status}}","Date":"/Date(1769817600000+0000)/",
             "UpdatedDateUTC":"/Date({{changed}}+0000)/","JournalLines":[
             {"LineAmount":108.00,"AccountID":"00000000-0000-0000-0000-0000000000a1"},{"LineAmount":-100.00,"AccountID":"00000000-0000-0000-0000-0000000000a2"},{"LineAmount":-8.00,"AccountID":"00000000-0000-0000-0000-0000000000a3"}]}
            """;

    public static string Wrong(EntryToWrite entry, string message) =>
        $$"""{"Narration":"{{entry.Key}}","StatusAttributeString":"ERROR","ValidationErrors":[{"Message":"{{message}}"}]}""";

    public JsonElement Sent(int call = 0) => JsonSerializer.Deserialize<JsonElement>(Asked[call].Body);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery).Replace("/api.xro/2.0/", "", StringComparison.Ordinal);
        if (path == "Organisation")
            return Ok("""{"Organisations":[{"BaseCurrency":"USD"}]}""");
        if (path == "Accounts")
            return Ok(
                $$"""
                {"Accounts":[{"AccountID":"00000000-0000-0000-0000-0000000000a1","Code":"1","Name":"{{PlatformEntries.Clearing}}"},{"AccountID":"00000000-0000-0000-0000-0000000000a2","Code":"2","Name":"{{PlatformEntries.Sales}}"},
                 {"AccountID":"00000000-0000-0000-0000-0000000000a3","Code":"3","Name":"{{PlatformEntries.Tax}}"}]}
                """
            );
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add((path, body, request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null));
        return script.Dequeue();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            http.Dispose();
            pace.Dispose();
        }
        base.Dispose(disposing);
    }

    static HttpResponseMessage Ok(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
