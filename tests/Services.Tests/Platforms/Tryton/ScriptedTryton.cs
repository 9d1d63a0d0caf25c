using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Tryton;

namespace AccountingSync.Services.Tests.Platforms.Tryton;

/// <summary>Answers as a real server did (Data/answers.json), call by call; a test may put other answers in their place.</summary>
sealed class ScriptedTryton : HttpMessageHandler
{
    const string RecordedKey = "ASDP0DDGMJF3Z0S2Y9AR";
    static readonly JsonElement Recorded = Read();

    /// <summary>What the recorded move says.</summary>
    public static readonly EntryToWrite Sale = PlatformEntries.On(
        new DateOnly(2026, 3, 31),
        "s-1",
        new("assets:cash", "USD", 108m),
        new("income:sales", "USD", -100m),
        new("liabilities:tax", "USD", -8m)
    );

    readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> others = [];
    readonly HttpClient http;
    readonly ConcurrencyLimiter atOnce = new(new() { PermitLimit = 2, QueueLimit = int.MaxValue });

    public ScriptedTryton(TimeProvider? clock = null, string? password = "secret")
    {
        http = new(this, disposeHandler: false) { BaseAddress = new Uri("https://tryton.test/"), Timeout = Timeout.InfiniteTimeSpan };
        var options = new TrytonOptions
        {
            Database = "books",
            User = "bridge",
            Journal = "STO",
        };
        Platform = new(http, options, _ => Task.FromResult(password), atOnce, clock ?? TimeProvider.System);
    }

    public TrytonPlatform Platform { get; }

    /// <summary>Methods and parameters, in the order in which they came.</summary>
    public List<(string Method, JsonElement Parameters)> Asked { get; } = [];

    public IEnumerable<string> Methods => Asked.Select(call => call.Method);

    public static JsonElement Answer(string name) => Recorded.GetProperty(name);

    /// <summary>The next call of this method is answered so, and one after it by the next.</summary>
    public ScriptedTryton When(string method, params string[] answers)
    {
        foreach (var answer in answers)
            Queue(method, () => Ok(answer));
        return this;
    }

    public ScriptedTryton When(string method, HttpStatusCode status)
    {
        Queue(method, () => new HttpResponseMessage(status) { Content = new StringContent("<html>") });
        return this;
    }

    /// <summary>The connection breaks, and nobody knows what was done.</summary>
    public ScriptedTryton Lose(string method)
    {
        Queue(method, () => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        return this;
    }

    void Queue(string method, Func<HttpResponseMessage> answer)
    {
        if (!others.TryGetValue(method, out var queue))
            others[method] = queue = new();
        queue.Enqueue(answer);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.That(request.RequestUri!.AbsolutePath, Is.EqualTo("/books/"));
        Assert.That(request.Content!.Headers.ContentLength, Is.GreaterThan(0), "Tryton takes nothing in pieces.");
        var call = JsonSerializer.Deserialize<JsonElement>(await request.Content.ReadAsStringAsync(cancellationToken));
        var method = call.GetProperty("method").GetString()!.Replace("model.", "", StringComparison.Ordinal);
        Asked.Add((method, call.GetProperty("params")));
        return others.TryGetValue(method, out var queue) && queue.TryDequeue(out var other) ? other() : Ok(AsRecorded(method));
    }

    /// <summary>Of moves: first none is held, then the draft, then it is in the books.</summary>
    string AsRecorded(string method) =>
        method switch
        {
            "common.db.login" => "sign-in",
            "res.user.get_preferences" => "preferences",
            "company.company.search_read" => "company",
            "account.journal.search_read" => "journal",
            "account.period.search_read" => "periods",
            "account.journal.period.search_read" => "closed journal periods",
            "account.account.search_read" => "accounts",
            "account.move.create" => "created",
            "account.move.post" => "posted",
            "account.move.delete" => "deleted",
            "account.move.search_read" => Methods.Contains("account.move.post") ? "in the books"
            : Methods.Contains("account.move.create") ? "draft"
            : "nothing held",
            _ => throw new InvalidOperationException($"No answer to {method} was recorded."),
        };

    HttpResponseMessage Ok(string name) =>
        new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                Answer(name)
                    .GetRawText()
                    .Replace(RecordedKey, Sale.Key, StringComparison.Ordinal)
                    // Each sign-in has a session of its own.
                    .Replace(new string('0', 64), $"{Asked.Count:D64}", StringComparison.Ordinal),
                Encoding.UTF8,
                "application/json"
            ),
        };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            http.Dispose();
            atOnce.Dispose();
        }
        base.Dispose(disposing);
    }

    static JsonElement Read([CallerFilePath] string here = "")
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Data", "answers.json")));
        return document.RootElement.Clone();
    }
}
