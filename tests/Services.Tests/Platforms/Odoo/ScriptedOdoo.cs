using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using AccountingSync.PlatformSync.Platforms.Odoo;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

/// <summary>Answers by JSON-2 as Odoo does when all goes well; a test may put other answers in their place. Moves that were made are drafts until they are
/// posted, and have the accounts 1, 2 and 3.</summary>
sealed class ScriptedOdoo : HttpMessageHandler
{
    readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> others = [];
    readonly List<(int Id, JsonObject Values)> moves = [];
    readonly HashSet<int> posted = [];
    readonly HttpClient http;
    readonly ConcurrencyLimiter atOnce = new(new() { PermitLimit = 2, QueueLimit = int.MaxValue });

    public ScriptedOdoo(TimeProvider? clock = null)
    {
        http = new(this, disposeHandler: false) { BaseAddress = new Uri("https://odoo.test/"), Timeout = Timeout.InfiniteTimeSpan };
        var options = new OdooOptions { Database = "books", Journal = "MISC" };
        Platform = new(http, options, _ => Task.FromResult<string?>("key"), atOnce, clock ?? TimeProvider.System);
    }

    public OdooPlatform Platform { get; }

    /// <summary>Models, methods and arguments, in the order in which they came.</summary>
    public List<(string Method, JsonObject Arguments)> Asked { get; } = [];

    /// <summary>The calls that may change something.</summary>
    public IEnumerable<string> Writes =>
        Asked
            .Select(call => call.Method)
            .Where(method => !method.EndsWith("search_read", StringComparison.Ordinal) && !method.EndsWith("fields_get", StringComparison.Ordinal));

    /// <summary>What else happens while this method is called.</summary>
    public Action<string> Meanwhile { get; set; } = _ => { };

    public HttpRequestMessage LastRequest { get; private set; } = null!;

    public ScriptedOdoo When(string method, HttpStatusCode status, string body)
    {
        Queue(method, () => Answer(status, body));
        return this;
    }

    /// <summary>An exception under its status.</summary>
    public ScriptedOdoo Refuse(string method, string name, string message, HttpStatusCode status = HttpStatusCode.UnprocessableEntity) =>
        When(method, status, $$"""{"name":"{{name}}","message":"{{message}}","arguments":["{{message}}"],"context":{},"debug":"Traceback"}""");

    /// <summary>The connection breaks, and nobody knows what was done.</summary>
    public ScriptedOdoo Lose(string method)
    {
        Queue(method, () => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        return this;
    }

    /// <summary>Call and error as Odoo documents them.</summary>
    public static JsonNode Shape() => JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "Data", "account_move.json")))!;

    static string Here([CallerFilePath] string here = "") => here;

    void Queue(string method, Func<HttpResponseMessage> answer)
    {
        if (!others.TryGetValue(method, out var queue))
            others[method] = queue = new();
        queue.Enqueue(answer);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        LastRequest = request;
        var method = request.RequestUri!.AbsolutePath.Replace("/json/2/", "", StringComparison.Ordinal);
        var arguments = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        Asked.Add((method, arguments));
        Meanwhile(method);
        return others.TryGetValue(method, out var queue) && queue.TryDequeue(out var other)
            ? other()
            : Answer(HttpStatusCode.OK, Usual(method, arguments).ToJsonString());
    }

    JsonNode Usual(string method, JsonObject arguments)
    {
        switch (method)
        {
            case "res.company/fields_get":
                return JsonNode.Parse("""{"user_fiscalyear_lock_date":{"type":"date"},"user_hard_lock_date":{"type":"date"}}""")!;
            case "res.company/search_read":
                return JsonNode.Parse(
                    """[{"id":1,"name":"Acme","currency_id":[1,"USD"],"user_fiscalyear_lock_date":"1-01-01","user_hard_lock_date":"1-01-01"}]"""
                )!;
            case "account.journal/search_read":
                return JsonNode.Parse("""[{"id":3,"code":"MISC","type":"general"}]""")!;
            case "res.currency/search_read":
                return JsonNode.Parse("""[{"id":1,"name":"USD","decimal_places":2}]""")!;
            case "account.account/fields_get":
                return JsonNode.Parse("""{"company_ids":{"type":"many2many"},"active":{"type":"boolean"}}""")!;
            case "account.account/search_read":
                return JsonNode.Parse(
                    $$"""
                    [{"id":1,"code":"1","name":"{{PlatformEntries.Clearing}}","currency_id":false,"active":true},
                     {"id":2,"code":"2","name":"{{PlatformEntries.Sales}}","currency_id":false,"active":true},
                     {"id":3,"code":"3","name":"{{PlatformEntries.Tax}}","currency_id":false,"active":true}]
                    """
                )!;
            case "account.move/search_read":
                return new JsonArray([.. moves.Select(JsonNode (move) => Row(move.Id, move.Values))]);
            case "account.move.line/search_read":
                return new JsonArray([.. moves.SelectMany(move => Lines(move.Id, move.Values))]);
            case "account.move/create":
                var made = arguments["vals_list"]!.AsArray();
                foreach (var values in made)
                    moves.Add((42 + moves.Count, values!.AsObject()));
                return new JsonArray([.. moves.TakeLast(made.Count).Select(move => JsonValue.Create(move.Id))]);
            case "account.move/action_post":
                posted.UnionWith(arguments["ids"]!.AsArray().Select(id => id!.GetValue<int>()));
                return JsonValue.Create(false);
            case "account.move/unlink":
                moves.RemoveAll(move => arguments["ids"]!.AsArray().Any(id => id!.GetValue<int>() == move.Id));
                return JsonValue.Create(true);
            default:
                throw new InvalidOperationException($"Nothing is known of {method}.");
        }
    }

    JsonObject Row(int id, JsonObject values) =>
        new()
        {
            ["id"] = id,
            ["name"] = posted.Contains(id) ? $"MISC/2026/01/00{id}" : JsonValue.Create(false),
            ["ref"] = values["ref"]!.DeepClone(),
            ["date"] = values["date"]!.DeepClone(),
            ["state"] = posted.Contains(id) ? "posted" : "draft",
            ["posted_before"] = posted.Contains(id),
            ["reversed_entry_id"] = false,
            ["write_date"] = "2026-01-31 12:00:00",
        };

    static IEnumerable<JsonNode> Lines(int move, JsonObject values) =>
        values["line_ids"]!
            .AsArray()
            .Select(
                JsonNode (command, i) =>
                    new JsonObject
                    {
                        ["id"] = move * 100 + i,
                        ["move_id"] = new JsonArray(move, "MISC"),
                        ["account_id"] = new JsonArray(command![2]!["account_id"]!.DeepClone(), "account"),
                        ["name"] = command[2]!["name"]!.DeepClone(),
                        ["debit"] = command[2]!["debit"]!.DeepClone(),
                        ["credit"] = command[2]!["credit"]!.DeepClone(),
                        ["currency_id"] = command[2]!["currency_id"] is { } other ? new JsonArray(other.DeepClone(), "EUR") : new JsonArray(1, "USD"),
                        ["amount_currency"] = command[2]!["amount_currency"]?.DeepClone() ?? 0,
                    }
            );

    static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            http.Dispose();
            atOnce.Dispose();
        }
        base.Dispose(disposing);
    }
}
