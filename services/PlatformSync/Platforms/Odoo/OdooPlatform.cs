using System.Globalization;
using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>One company in an Odoo database, by JSON-2 (Odoo 19) or JSON-RPC (before). An entry is a posted move of the type <c>entry</c> whose reference
/// is our key.</summary>
/// <remarks>Bookkeepers can set a posted move back to a draft, change it, cancel it and delete it. Lock dates, journal, accounts and rates are read before
/// anything is sent.</remarks>
public sealed class OdooPlatform : IAccountingPlatform, IHidesDeletions
{
    /// <summary>How many calls a small Odoo server is asked to work on at the same time.</summary>
    public const int CallsAtOnce = 2;

    static readonly TimeSpan FreshLocks = TimeSpan.FromSeconds(10);
    static readonly Dictionary<string, OdooCurrency> NoRates = [];

    readonly OdooCompany company;
    readonly OdooChart chart;
    readonly OdooRates rates;
    readonly OdooReading reading;
    readonly OdooWriting writing;
    readonly TimeProvider clock;

    /// <param name="http">Its base address is the server's, with a slash at its end.</param>
    /// <param name="key">The API key; null when none is stored.</param>
    /// <param name="atOnce">Shared by everybody in this process who talks to the same server.</param>
    /// <exception cref="ArgumentException">The base address is missing or has no slash at its end, or two accounts are mapped to one.</exception>
    public OdooPlatform(HttpClient http, OdooOptions options, Func<CancellationToken, Task<string?>> key, RateLimiter atOnce, TimeProvider clock)
    {
        if (http.BaseAddress?.AbsolutePath.EndsWith('/') != true)
            throw new ArgumentException("The client needs a base address that ends in a slash.", nameof(http));
        IOdooProtocol protocol = options.Interface == OdooInterface.Json2 ? new OdooJson2(options) : new OdooJsonRpc(options);
        var calls = new OdooCalls(http, options, protocol, new OdooSignIn(http, options, key, clock).Token, atOnce, clock);
        this.clock = clock;
        company = new(calls, options, clock);
        chart = new(calls, options);
        rates = new(calls);
        reading = new(calls, chart, company);
        var withdrawal = new OdooWithdrawal(calls, company);
        writing = new(calls, reading, new(calls, reading, withdrawal), withdrawal);
    }

    public PlatformCapabilities Capabilities { get; } = new("odoo", BatchSize: 50, DetectsChanges: true);

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

    public Task<ChangesOutcome> ReadAgain(IReadOnlyList<string> platformIds, CancellationToken stop) =>
        reading.ReadAgain(platformIds, clock.GetUtcNow(), stop);

    async Task WriteDistinct(List<EntryToWrite> entries, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        var (books, failure) = await company.Get(FreshLocks, stop);
        OdooAccounts? known = null;
        if (books is not null)
            (known, failure) = await KnownAccounts(entries, books, stop);
        Dictionary<DateOnly, IReadOnlyDictionary<string, OdooCurrency>>? byDay = null;
        if (known is not null)
            (byDay, failure) = await RatesOf(entries, books!, outcomes, stop);
        // Rates take their time, and lock dates may have moved meanwhile.
        if (byDay is not null && await company.Get(FreshLocks, stop) is var (again, late))
            (books, byDay, failure) = (again ?? books, again is null ? null : byDay, late);
        var refusals = new Dictionary<string, WriteOutcome>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (byDay is null)
                outcomes[entry.Key] = OdooReplies.NothingWritten(failure!, "What must be known of the company could not be read");
            else if (WhyNot(entry, books!, byDay.GetValueOrDefault(entry.Entry.Date, NoRates), known!) is { } refused)
                refusals[entry.Key] = refused;
        }
        if (byDay is null)
            return;
        await writing.Write(
            [.. entries.Where(entry => !outcomes.ContainsKey(entry.Key)).Select(known!.Chart.AsReadBack)],
            refusals,
            books!,
            entry => OdooEntry.Write(entry, books!, byDay.GetValueOrDefault(entry.Entry.Date, NoRates), account => Account(account, known!).Id),
            outcomes,
            stop
        );
    }

    /// <summary>What is known of the chart; read anew when an account of the entries is not known.</summary>
    async Task<(OdooAccounts? Accounts, OdooReply? Failure)> KnownAccounts(
        IReadOnlyList<EntryToWrite> entries,
        OdooBooks books,
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

    /// <summary>The rates of each day that has an entry in another currency: a call for each. Half of the time that is left to send is spent on that,
    /// and at least one day is read, so that history gets on however slow a server is. What has no rates then goes with a later batch.</summary>
    async Task<(Dictionary<DateOnly, IReadOnlyDictionary<string, OdooCurrency>>? ByDay, OdooReply? Failure)> RatesOf(
        IReadOnlyList<EntryToWrite> entries,
        OdooBooks books,
        Dictionary<string, WriteOutcome> outcomes,
        CancellationToken stop
    )
    {
        var now = clock.GetUtcNow();
        var until = now + (entries.Min(entry => entry.SendBefore) - now) / 2;
        var byDay = new Dictionary<DateOnly, IReadOnlyDictionary<string, OdooCurrency>>();
        foreach (var day in entries.GroupBy(entry => entry.Entry.Date))
        {
            var foreign = day.SelectMany(entry => entry.Entry.Lines)
                .Select(line => line.Currency)
                .Where(code => code != books.Currency)
                .Distinct()
                .ToList();
            if (foreign.Count == 0)
                continue;
            if (byDay.Count > 0 && clock.GetUtcNow() >= until)
            {
                foreach (var entry in day.Where(entry => entry.Entry.Lines.Any(line => line.Currency != books.Currency)))
                    outcomes[entry.Key] = new WriteOutcome.Unavailable("No time was left to read the rates of its day: it goes later.");
                continue;
            }
            var (currencies, failure) = await rates.Of(foreign, day.Key, books, stop);
            if (currencies is null)
                return (null, failure);
            byDay[day.Key] = currencies;
        }
        return (byDay, null);
    }

    static WriteOutcome? WhyNot(EntryToWrite entry, OdooBooks books, IReadOnlyDictionary<string, OdooCurrency> rates, OdooAccounts known) =>
        OdooEntry.WhyNot(entry.Entry, books, rates) is { } never ? new WriteOutcome.Refused(never)
        : books.IsLocked(entry.Entry.Date) ? new WriteOutcome.ClosedPeriod(books.WhyLocked)
        : MissingAccount(entry, known) is { } missing ? new WriteOutcome.Refused(missing)
        : OdooEntry.WhyNot(entry.Entry, books, account => Account(account, known).Facts) is { } asked ? new WriteOutcome.Refused(asked)
        : null;

    static string? MissingAccount(EntryToWrite entry, OdooAccounts known)
    {
        foreach (var line in OdooEntry.Lines(entry.Entry))
        {
            if (known.Chart.IdOf(line.Account, out var reason) is not { } id)
                return reason;
            if (!known.ById.ContainsKey(id))
                return $"The account '{line.Account}' is mapped to the account {id}, which Odoo does not have: map it anew.";
        }
        return null;
    }

    static (int Id, OdooAccount Facts) Account(string account, OdooAccounts known)
    {
        var id = known.Chart.IdOf(account, out _)!;
        return (int.Parse(id, CultureInfo.InvariantCulture), known.ById[id]);
    }

    /// <summary>The same key a second time in one call: what the first time made is there.</summary>
    static WriteOutcome Again(WriteOutcome first) => first is WriteOutcome.Created(var document) ? new WriteOutcome.AlreadyThere(document) : first;
}
