using System.Globalization;
using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>One company in a Tryton database, by JSON-RPC (trytond 6.0, module account). An entry is a posted move whose description is our
/// key.</summary>
/// <remarks>A posted move never changes; what bookkeepers do is cancel it by another one. Periods, journal and accounts are read before
/// anything is sent.</remarks>
public sealed class TrytonPlatform : IAccountingPlatform
{
    /// <summary>How many calls a small Tryton server is asked to work on at the same time.</summary>
    public const int CallsAtOnce = 2;

    static readonly TimeSpan FreshPeriods = TimeSpan.FromSeconds(10);

    readonly TrytonCompany company;
    readonly TrytonChart chart;
    readonly TrytonReading reading;
    readonly TrytonWriting writing;

    /// <param name="http">Its base address is the server's, with a slash at its end.</param>
    /// <param name="password">The user's; null when none is stored.</param>
    /// <param name="atOnce">Shared by everybody in this process who talks to the same server.</param>
    /// <exception cref="ArgumentException">The base address is missing or has no slash at its end, or two accounts are mapped to one.</exception>
    public TrytonPlatform(
        HttpClient http,
        TrytonOptions options,
        Func<CancellationToken, Task<string?>> password,
        RateLimiter atOnce,
        TimeProvider clock
    )
    {
        if (http.BaseAddress?.AbsolutePath.EndsWith('/') != true)
            throw new ArgumentException("The client needs a base address that ends in a slash.", nameof(http));
        var calls = new TrytonCalls(http, options, new TrytonSession(http, options, password, clock).Token, atOnce, clock);
        company = new(calls, options, clock);
        chart = new(calls, options);
        reading = new(calls, chart, company);
        writing = new(calls, reading, new(calls, reading, company));
    }

    public PlatformCapabilities Capabilities { get; } = new("tryton", BatchSize: 50, DetectsChanges: true);

    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Capabilities.BatchSize, nameof(entries));
        if (entries.Count == 0)
            return [];
        var outcomes = new Dictionary<string, WriteOutcome>(StringComparer.Ordinal);
        await WriteDistinct([.. entries.DistinctBy(entry => entry.Key)], outcomes, stop);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry => seen.Add(entry.Key) ? outcomes[entry.Key] : Again(outcomes[entry.Key]))];
    }

    public Task<LookUpOutcome> LookUp(string key, CancellationToken stop) => reading.LookUp(key, stop);

    public Task<ChangesOutcome> ReadChanges(DateTimeOffset since, CancellationToken stop) => reading.Changes(since, stop);

    async Task WriteDistinct(List<EntryToWrite> entries, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        var (books, failure) = await company.Get(maxAge: null, stop);
        // What is closed or missing may have been opened since: that is asked before it is said.
        if (books is not null && entries.Exists(entry => books.PeriodOf(entry.Entry.Date) is not { ClosedBecause: null }))
            (books, failure) = await company.Get(FreshPeriods, stop);
        TrytonAccounts? known = null;
        if (books is not null)
            (known, failure) = await KnownAccounts(entries, books, stop);
        foreach (var entry in entries)
        {
            if (books is null || known is null)
                outcomes[entry.Key] = TrytonReplies.NothingWritten(failure!, "What must be known of the company could not be read");
            else if (WhyNot(entry, books, known) is { } refused)
                outcomes[entry.Key] = refused;
        }
        if (books is null || known is null)
            return;
        await writing.Write(
            [.. entries.Where(entry => !outcomes.ContainsKey(entry.Key)).Select(known.Chart.AsReadBack)],
            books,
            entry => TrytonEntry.Write(entry, books, books.PeriodOf(entry.Entry.Date)!, account => Account(account, known)),
            outcomes,
            stop
        );
    }

    /// <summary>What is known of the chart; read anew when an account of the entries is not known.</summary>
    async Task<(TrytonAccounts? Accounts, TrytonReply? Failure)> KnownAccounts(
        IReadOnlyList<EntryToWrite> entries,
        TrytonBooks books,
        CancellationToken stop
    )
    {
        // One snapshot at a time: another call may be reading the chart anew.
        var known = chart.Known;
        if (entries.All(entry => MissingAccount(entry, known) is null))
            return (known, null);
        var failure = await chart.Refresh(books, stop);
        return failure is null ? (chart.Known, null) : (null, failure);
    }

    static WriteOutcome? WhyNot(EntryToWrite entry, TrytonBooks books, TrytonAccounts known) =>
        TrytonEntry.WhyNot(entry.Entry, books) is { } never ? new WriteOutcome.Refused(never)
        : books.PeriodOf(entry.Entry.Date) is not { } period
            ? new WriteOutcome.Refused(
                $"Tryton has no period for {entry.Entry.Date:yyyy-MM-dd}: create the fiscal year and its periods there, then push the entry again."
            )
        : period.ClosedBecause is { } closed ? new WriteOutcome.ClosedPeriod(closed)
        : MissingAccount(entry, known) is { } missing ? new WriteOutcome.Refused(missing)
        : TrytonEntry.WhyNot(entry.Entry, books, account => Account(account, known).Facts) is { } asked ? new WriteOutcome.Refused(asked)
        : null;

    static string? MissingAccount(EntryToWrite entry, TrytonAccounts known)
    {
        foreach (var line in TrytonEntry.Lines(entry.Entry))
        {
            if (known.Chart.IdOf(line.Account, out var reason) is not { } id)
                return reason;
            if (!known.ById.ContainsKey(id))
                return $"The account '{line.Account}' is mapped to the account {id}, which Tryton does not have: map it anew.";
        }
        return null;
    }

    static (int Id, TrytonAccount Facts) Account(string account, TrytonAccounts known)
    {
        var id = known.Chart.IdOf(account, out _)!;
        return (int.Parse(id, CultureInfo.InvariantCulture), known.ById[id]);
    }

    /// <summary>The same key a second time in one call: what the first time made is there.</summary>
    static WriteOutcome Again(WriteOutcome first) => first is WriteOutcome.Created(var document) ? new WriteOutcome.AlreadyThere(document) : first;
}
