using System.Net;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>A platform on a scripted QuickBooks, for one test.</summary>
public abstract class ScriptedCompany
{
    protected static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    protected static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");
    protected static readonly CancellationToken Go = CancellationToken.None;

    HttpClient? http;
    QuickBooksPace? pace;

    private protected ScriptedQuickBooks QuickBooks { get; private set; } = new();
    protected List<string?> TokensAskedFor { get; } = [];
    protected Queue<string?> Tokens { get; } = [];
    protected QuickBooksPlatform Platform { get; private set; } = null!;

    [SetUp]
    public void Connect() => Connect(new() { Realm = "9130" });

    [TearDown]
    public void Disconnect()
    {
        pace?.Dispose();
        http?.Dispose();
    }

    protected void Connect(QuickBooksOptions options, QuickBooksLimits? limits = null)
    {
        Disconnect();
        QuickBooks = new();
        TokensAskedFor.Clear();
        Tokens.Clear();
        pace = new(limits ?? QuickBooksLimits.None, TimeProvider.System);
        http = new(QuickBooks) { BaseAddress = new Uri("https://quickbooks.test/quickbooks/"), Timeout = Timeout.InfiniteTimeSpan };
        Platform = new(http, options, Token, pace, TimeProvider.System);
    }

    protected async Task<WriteOutcome> Write(EntryToWrite? entry = null) => (await Platform.Write([entry ?? Sale], Go))[0];

    protected async Task<WriteOutcome> WriteAnswered(HttpStatusCode status, string body)
    {
        QuickBooks.Answer(status, body);
        return await Write();
    }

    Task<string?> Token(string? rejected, CancellationToken stop)
    {
        TokensAskedFor.Add(rejected);
        return Task.FromResult(Tokens.Count > 0 ? Tokens.Dequeue() : "token");
    }
}
