namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>One company at QuickBooks Online, accounting API v3. Our key is the document number; the id of a request
/// is the key and its generation, so that QuickBooks itself answers a repeated attempt with its first answer.</summary>
/// <remarks>What we could not bring there is said before anything is sent: an account that is not in the chart, more than
/// one currency, more than two decimals. Raise the generation of an attempt that QuickBooks refused before trying it again:
/// a repeated request id is answered with the old refusal.</remarks>
public sealed class QuickBooksPlatform : IAccountingPlatform
{
    readonly QuickBooksChart chart;
    readonly QuickBooksReading reading;
    readonly QuickBooksWriting writing;

    /// <param name="http">Its base address is QuickBooks', with a slash at its end.</param>
    /// <param name="pace">Shared by everybody in this process who talks to the same company.</param>
    /// <exception cref="ArgumentException">The base address is missing or has no slash at its end, or two accounts are mapped to one.</exception>
    public QuickBooksPlatform(HttpClient http, QuickBooksOptions options, AccessTokens tokens, QuickBooksPace pace, TimeProvider clock)
    {
        if (http.BaseAddress?.AbsolutePath.EndsWith('/') != true)
            throw new ArgumentException("The client needs a base address that ends in a slash.", nameof(http));
        var calls = new QuickBooksCalls(http, options, tokens, pace, clock);
        chart = new(calls, options);
        reading = new(calls, chart, options, clock);
        writing = new(calls, reading);
    }

    public PlatformCapabilities Capabilities { get; } = new("quickbooks", BatchSize: 30, DetectsChanges: true);

    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Capabilities.BatchSize, nameof(entries));
        var outcomes = new Dictionary<string, WriteOutcome>(StringComparer.Ordinal);
        var sendable = new List<EntryToWrite>();
        foreach (var entry in entries.DistinctBy(entry => entry.Key))
        {
            if (QuickBooksEntry.WhyNot(entry.Entry) is { } reason)
                outcomes.Add(entry.Key, new WriteOutcome.Refused(reason));
            else
                sendable.Add(entry);
        }
        foreach (var (entry, outcome) in await WriteSendable(sendable, stop))
            outcomes.Add(entry.Key, outcome);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry => seen.Add(entry.Key) ? outcomes[entry.Key] : Again(outcomes[entry.Key]))];
    }

    public Task<LookUpOutcome> LookUp(string key, CancellationToken stop) => reading.LookUp(key, stop);

    public Task<ChangesOutcome> ReadChanges(DateTimeOffset since, CancellationToken stop) => reading.Changes(since, stop);

    async Task<IEnumerable<(EntryToWrite, WriteOutcome)>> WriteSendable(List<EntryToWrite> entries, CancellationToken stop)
    {
        // One snapshot at a time: another call may be reading the chart anew.
        var known = chart.Known;
        QuickBooksReply? failure = null;
        if (entries.Any(entry => MissingAccount(entry, known) is not null))
        {
            failure = await chart.Refresh(stop);
            known = chart.Known;
        }
        var complete = entries.Where(entry => MissingAccount(entry, known) is null).ToList();
        var written = await writing.Write(complete, account => known.IdOf(account, out _)!, stop);
        return entries
            .Select(entry => (Entry: entry, Missing: MissingAccount(entry, known)))
            .Where(pair => pair.Missing is not null)
            .Select(pair => (pair.Entry, failure is null ? new WriteOutcome.Refused(pair.Missing!) : NothingSent(failure)))
            .Concat(complete.Zip(written));
    }

    static string? MissingAccount(EntryToWrite entry, ChartOfAccounts known)
    {
        foreach (var line in entry.Entry.Lines.Where(line => line.Amount != 0m))
        {
            if (known.IdOf(line.Account, out var reason) is null)
                return reason;
        }
        return null;
    }

    /// <summary>The chart could not be read, so an entry whose account is unknown was not sent.</summary>
    static WriteOutcome NothingSent(QuickBooksReply reply) =>
        reply switch
        {
            QuickBooksReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            QuickBooksReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            _ => new WriteOutcome.Unavailable($"The chart of accounts could not be read: {QuickBooksReading.Reason(reply)}"),
        };

    /// <summary>The same key a second time in one call: what the first time made is there.</summary>
    static WriteOutcome Again(WriteOutcome first) => first is WriteOutcome.Created(var document) ? new WriteOutcome.AlreadyThere(document) : first;
}
