using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Console;
using AccountingSync.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Browser.Tests.Installation;

/// <summary>The real console, with five neighbours that give recorded answers.</summary>
sealed class FakeInstallation : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 17, 0, 0, TimeSpan.Zero);

    readonly Dictionary<string, (string Organisation, string Role, string KeyName)> keys = new(StringComparer.Ordinal);
    WebApplication console = null!;

    public string FinanceKey { get; private init; } = ApiKey.Generate();
    public string OperatorKey { get; private init; } = ApiKey.Generate();
    public string SourceKey { get; private init; } = ApiKey.Generate();

    /// <summary>An operator of another organisation.</summary>
    public string StrangerKey { get; private init; } = ApiKey.Generate();

    public SettableClock Clock { get; } = new(Start);
    public FakeNeighbour Ingestion { get; private init; } = null!;
    public FakeNeighbour Transformation { get; private init; } = null!;
    public FakeNeighbour Ledger { get; private init; } = null!;
    public FakeNeighbour Platforms { get; private init; } = null!;
    public FakeNeighbour Reconciliation { get; private init; } = null!;

    public IReadOnlyList<FakeNeighbour> Neighbours => [Ingestion, Transformation, Ledger, Platforms, Reconciliation];
    public IServiceProvider Services => console.Services;
    public string Address => console.Urls.First();
    public HttpClient Http { get; private set; } = null!;

    public static async Task<FakeInstallation> Run(params string[] settings)
    {
        var installation = new FakeInstallation
        {
            Ingestion = await FakeNeighbour.Start("ingestion"),
            Transformation = await FakeNeighbour.Start("transformation"),
            Ledger = await FakeNeighbour.Start("ledger-writer"),
            Platforms = await FakeNeighbour.Start("platform-sync"),
            Reconciliation = await FakeNeighbour.Start("reconciliation"),
        };
        installation.keys[installation.FinanceKey] = ("acme", "finance", "Maria (finance)");
        installation.keys[installation.OperatorKey] = ("acme", "operator", "Ops laptop");
        installation.keys[installation.SourceKey] = ("acme", "source", "till-main");
        installation.keys[installation.StrangerKey] = ("globex", "operator", "Stranger");
        installation.RecordAnswers();
        await installation.StartConsole(settings);
        return installation;
    }

    public void Revoke(string key) => keys.Remove(key);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string address, string? key, string? json = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string address, string? key) => Send(HttpMethod.Get, address, key);

    /// <summary>What any of the neighbours saw since the last time.</summary>
    public IReadOnlyList<SeenRequest> TakeSeen()
    {
        var seen = new List<SeenRequest>();
        foreach (var neighbour in Neighbours)
            while (neighbour.Seen.TryDequeue(out var request))
                seen.Add(request);
        return seen;
    }

    async Task StartConsole(string[] settings)
    {
        console = ConsoleApp.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--Internal:Token={FakeNeighbour.Token}",
                $"--Services:Ingestion={Ingestion.Address}",
                $"--Services:Transformation={Transformation.Address}",
                $"--Services:LedgerWriter={Ledger.Address}",
                $"--Services:PlatformSync={Platforms.Address}",
                $"--Services:Reconciliation={Reconciliation.Address}",
                "--Console:TraceUrl=http://localhost:16686/trace/{id}",
                .. settings,
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(Clock);
            }
        );
        await console.StartAsync();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
    }

    void RecordAnswers()
    {
        Ingestion.Answers("GET /internal/principal", Principal);
        Ingestion.Answers("GET /internal/counts", Recorded.Answer("ingestion.counts"));
        Ingestion.Answers("GET /internal/transactions", request => Found(request, "id", "ingestion.transactions"));
        Ingestion.Answers("POST /internal/contents", _ => (StatusCodes.Status200OK, Contents(Ingestion.Seen.Last().Body)));
        Ingestion.Answers("GET /internal/day-settings", Recorded.Answer("ingestion.day-settings"));
        Ingestion.Answers(
            "POST /internal/day-settings",
            """{"source":null,"time_zone":"Europe/Berlin","day_ends":"03:00:00","since":"2026-11-21T17:00:00+00:00","set_by":"Ops laptop"}"""
        );
        Ingestion.Answers("GET /internal/pulls", $"[{Recorded.Answer("ingestion.pull")}]");
        Ingestion.Answers("POST /internal/pulls", Recorded.Answer("ingestion.pull"));
        foreach (var verb in (string[])["run", "pause", "resume"])
            Ingestion.Answers($"POST /internal/pulls/acme-stripe/{verb}", Recorded.Answer("ingestion.pull"));
        Ingestion.Answers("GET /internal/source-corrections", $"[{Recorded.Answer("ingestion.source-correction")}]");
        Ingestion.Answers("POST /internal/source-corrections", Recorded.Answer("ingestion.source-correction"));
        Transformation.Answers("POST /internal/prove", _ => (StatusCodes.Status200OK, Proofs(Transformation.Seen.Last().Body)));
        Transformation.Answers("GET /internal/held", Recorded.Answer("transformation.held"));
        Transformation.Answers("GET /internal/held/all", Recorded.Answer("transformation.held"));
        Transformation.Answers("GET /internal/held/of", HeldOf);
        Transformation.Answers("POST /internal/standing", "[]");
        Transformation.Answers("POST /internal/held/retry", Recorded.Answer("transformation.held-retry"));
        Transformation.Answers("GET /internal/rule-sets", Recorded.Answer("transformation.rule-sets"));
        Transformation.Answers("POST /internal/rule-sets", Recorded.Answer("transformation.published"));
        Transformation.Answers("GET /internal/rule-sets/drafts", Recorded.Answer("transformation.drafts"));
        Transformation.Answers("POST /internal/rule-sets/drafts", "{\"name\":\"retail\",\"version\":3,\"problems\":[]}");
        Transformation.Answers("POST /internal/rule-sets/drafts/retail/2/publish", Recorded.Answer("transformation.published"));
        Transformation.Answers("POST /internal/rule-sets/drafts/retail/2/discard", "{\"name\":\"retail\",\"version\":2}");
        Transformation.Answers("POST /internal/explain", Recorded.Answer("transformation.explained"));
        Transformation.Answers("POST /internal/rule-sets/preview", Recorded.Answer("transformation.preview"));
        Ledger.Answers("GET /internal/trial-balance", Recorded.Answer("ledger.trial-balance"));
        Ledger.Answers("GET /internal/entries", Entries);
        Ledger.Answers(
            "GET /internal/entries/by-id",
            request => (StatusCodes.Status200OK, request.Query["id"] == KnownEntry ? Recorded.Answer("ledger.entry") : "[]")
        );
        Ledger.Answers("GET /internal/audit", Recorded.Answer("ledger.audit"));
        Ledger.Answers("GET /internal/periods", Recorded.Answer("ledger.periods"));
        Ledger.Answers("GET /internal/periods/decisions", Recorded.Answer("ledger.period-decisions"));
        Ledger.Answers("GET /internal/periods/waiting", Recorded.Answer("ledger.waiting"));
        Ledger.Answers("POST /internal/periods/waiting/post", "{\"posted\":1}");
        foreach (var verb in (string[])["close", "ask", "decline", "reopen"])
            Ledger.Answers($"POST /internal/periods/2026-02/{verb}", "{\"period\":\"2026-02\"}");
        Platforms.Answers("GET /internal/pushes", Recorded.Answer("platform.pushes"));
        Platforms.Answers("GET /internal/pushes/by-entry", Recorded.Answer("platform.pushes.by-entry"));
        Platforms.Answers("GET /internal/pushes/counts", Recorded.Answer("platform.pushes.counts"));
        Platforms.Answers("GET /internal/summaries", Recorded.Answer("platform.summaries"));
        Platforms.Answers($"GET /internal/summaries/{KnownEntry}", Recorded.Answer("platform.summary"));
        Platforms.Answers($"GET /internal/summaries/{KnownEntry}/entries", Recorded.Answer("platform.summary-entries"));
        Reconciliation.Answers("GET /internal/summary", Recorded.Answer("reconciliation.summary"));
        Reconciliation.Answers("GET /internal/discrepancies", Recorded.Answer("reconciliation.discrepancies"));
        Reconciliation.Answers("GET /internal/completeness", Recorded.Answer("reconciliation.completeness"));
        Reconciliation.Answers("GET /internal/bank-matches", $"[{Recorded.Answer("reconciliation.bank-match")}]");
        foreach (var verb in (string[])["confirm", "reject"])
            Reconciliation.Answers($"POST /internal/bank-matches/{KnownEntry}/{verb}", Recorded.Answer("reconciliation.bank-match"));
        Reconciliation.Answers("GET /internal/payouts", Recorded.Answer("reconciliation.payouts"));
        Reconciliation.Answers("GET /internal/payout", request => Found(request, "id", "reconciliation.payout"));
        Reconciliation.Answers("GET /internal/corrections", Recorded.Answer("reconciliation.corrections"));
        Reconciliation.Answers("GET /internal/metrics", Recorded.Answer("reconciliation.metrics"));
        Reconciliation.Answers("GET /internal/reconciliations", Recorded.Answer("reconciliation.reconciliations"));
        Reconciliation.Answers("POST /internal/reconciliations", Recorded.Answer("reconciliation.run"));
        Reconciliation.Answers("GET /internal/timeline", request => Found(request, "id", "reconciliation.timeline"));
        foreach (var neighbour in Neighbours)
        {
            neighbour.Answers("GET /internal/dead-letters", Recorded.Answer("dead-letters"));
            neighbour.Answers("POST /internal/dead-letters/replay", Recorded.Answer("dead-letters.replayed"));
        }
    }

    (int, string) Principal(HttpRequest request)
    {
        var header = request.Headers["X-Api-Authorization"].ToString();
        return keys.TryGetValue(header["Bearer ".Length..], out var key)
            ? (
                StatusCodes.Status200OK,
                JsonSerializer.Serialize(
                    new
                    {
                        organisation = key.Organisation,
                        role = key.Role,
                        key_name = key.KeyName,
                    }
                )
            )
            : (StatusCodes.Status404NotFound, "{}");
    }

    /// <summary>The raw payload of one transaction is gone; of the others there is something.</summary>
    static string Contents(string wanted) =>
        JsonSerializer.Serialize(
            JsonDocument
                .Parse(wanted)
                .RootElement.GetProperty("keys")
                .EnumerateArray()
                .Select(key =>
                {
                    var isGone = key.GetProperty("id").GetString() != KnownTransaction;
                    return new
                    {
                        source = key.GetProperty("source").GetString(),
                        id = key.GetProperty("id").GetString(),
                        revision = key.GetProperty("revision").GetInt32(),
                        transaction = isGone ? (object?)null : new { kind = "sale" },
                        problem = isGone ? "Its raw payload is not stored." : null,
                    };
                })
        );

    /// <summary>All follow but the first.</summary>
    static string Proofs(string wanted) =>
        JsonSerializer.Serialize(
            JsonDocument.Parse(wanted).RootElement.GetProperty("items").EnumerateArray().Select((_, i) => i == 0 ? "date is another" : null)
        );

    static (int, string) HeldOf(HttpRequest request)
    {
        using var held = System.Text.Json.JsonDocument.Parse(Recorded.Answer("transformation.held"));
        var one = held
            .RootElement.EnumerateArray()
            .Where(item =>
                item.GetProperty("source").GetString() == request.Query["source"] && item.GetProperty("id").GetString() == request.Query["id"]
            );
        return (StatusCodes.Status200OK, $"[{string.Join(',', one.Select(item => item.GetRawText()))}]");
    }

    static (int, string) Found(HttpRequest request, string parameter, string answer) =>
        (StatusCodes.Status200OK, request.Query[parameter] == KnownTransaction ? Recorded.Answer(answer) : "[]");

    static (int, string) Entries(HttpRequest request) =>
        request.Query.ContainsKey("transactionId") ? Found(request, "transactionId", "ledger.entries.transaction")
        : request.Query["newest"] == "true" ? (StatusCodes.Status200OK, Recorded.Answer("ledger.entries.newest"))
        : (StatusCodes.Status200OK, Recorded.Answer("ledger.entries"));

    /// <summary>An entry of the transaction below.</summary>
    public const string KnownEntry = "861b0adb-d88b-5455-8d31-f53d41df3ec7";

    /// <summary>The transaction of source stripe that was recorded; no other is known.</summary>
    public const string KnownTransaction = "ch_3Q8LkfTk21";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await console.StopAsync();
        await console.DisposeAsync();
        foreach (var neighbour in Neighbours)
            await neighbour.DisposeAsync();
    }
}
