namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>One organisation at Xero, accounting API 2.0. An entry is a posted manual journal whose narration is our key; the idempotency key
/// is the key and its generation, so that Xero itself answers an attempt that is repeated within six minutes with its first answer.</summary>
/// <remarks>Manual journals are in the base currency, and Xero keeps them off bank accounts, receivables, payables and retained earnings: map
/// such accounts to clearing accounts. Raise the generation of an attempt that Xero refused before trying it again.</remarks>
public sealed class XeroPlatform : IAccountingPlatform
{
    readonly XeroOrganisation organisation;
    readonly XeroChart chart;
    readonly XeroReading reading;
    readonly XeroWriting writing;

    /// <param name="http">Its base address is Xero's, with a slash at its end.</param>
    /// <param name="pace">Shared by everybody in this process who talks to the same organisation.</param>
    /// <exception cref="ArgumentException">The base address is missing or has no slash at its end, or two accounts are mapped to one.</exception>
    public XeroPlatform(HttpClient http, XeroOptions options, AccessTokens tokens, XeroPace pace, TimeProvider clock)
    {
        if (http.BaseAddress?.AbsolutePath.EndsWith('/') != true)
            throw new ArgumentException("The client needs a base address that ends in a slash.", nameof(http));
        var calls = new XeroCalls(http, options, tokens, pace, clock);
        organisation = new(calls, clock);
        chart = new(calls, options);
        reading = new(calls, chart, organisation);
        writing = new(calls, reading);
    }

    public PlatformCapabilities Capabilities { get; } = new("xero", BatchSize: 50, DetectsChanges: true);

    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Capabilities.BatchSize, nameof(entries));
        if (entries.Count == 0)
            return [];
        var distinct = entries.DistinctBy(entry => entry.Key).ToList();
        var outcomes = await WriteDistinct(distinct, stop);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry => seen.Add(entry.Key) ? outcomes[entry.Key] : Again(outcomes[entry.Key]))];
    }

    public Task<LookUpOutcome> LookUp(string key, CancellationToken stop) => reading.LookUp(key, stop);

    public Task<ChangesOutcome> ReadChanges(DateTimeOffset since, CancellationToken stop) => reading.Changes(since, stop);

    async Task<Dictionary<string, WriteOutcome>> WriteDistinct(List<EntryToWrite> entries, CancellationToken stop)
    {
        var (books, failure) = await organisation.Get(maxAge: null, stop);
        // What is locked may have been opened since: that is asked before it is said.
        if (books is not null && entries.Exists(entry => entry.Entry.Date <= books.LockedUntil))
            (books, failure) = await organisation.Get(XeroOrganisation.Fresh, stop);
        if (books is null)
            return entries.ToDictionary(entry => entry.Key, _ => NothingSent(failure!, "The organisation"));
        var outcomes = new Dictionary<string, WriteOutcome>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (XeroEntry.WhyNot(entry.Entry, books.BaseCurrency) is { } reason)
                outcomes.Add(entry.Key, new WriteOutcome.Refused(reason));
            else if (entry.Entry.Date <= books.LockedUntil)
                outcomes.Add(entry.Key, new WriteOutcome.ClosedPeriod($"Xero's books are locked up to {books.LockedUntil:yyyy-MM-dd}."));
        }
        await WriteSendable([.. entries.Where(entry => !outcomes.ContainsKey(entry.Key))], books, outcomes, stop);
        return outcomes;
    }

    async Task WriteSendable(List<EntryToWrite> entries, XeroBooks books, Dictionary<string, WriteOutcome> outcomes, CancellationToken stop)
    {
        // One snapshot at a time: another call may be reading the chart anew.
        var known = chart.Known;
        XeroReply? failure = null;
        if (entries.Exists(entry => MissingAccount(entry, known) is not null))
        {
            failure = await chart.Refresh(stop);
            known = chart.Known;
        }
        var complete = new List<EntryToWrite>();
        foreach (var entry in entries)
        {
            if (MissingAccount(entry, known) is not { } missing)
                complete.Add(entry);
            else
                outcomes.Add(entry.Key, failure is null ? new WriteOutcome.Refused(missing) : NothingSent(failure, "The chart of accounts"));
        }
        var written = await writing.Write(complete, books, account => known.IdOf(account, out _)!, stop);
        foreach (var (entry, outcome) in complete.Zip(written))
            outcomes.Add(entry.Key, outcome);
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

    /// <summary>What must be known first could not be read, so nothing was sent.</summary>
    static WriteOutcome NothingSent(XeroReply reply, string what) =>
        reply switch
        {
            XeroReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            XeroReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            _ => new WriteOutcome.Unavailable($"{what} could not be read: {XeroReading.Reason(reply)}"),
        };

    /// <summary>The same key a second time in one call: what the first time made is there.</summary>
    static WriteOutcome Again(WriteOutcome first) => first is WriteOutcome.Created(var document) ? new WriteOutcome.AlreadyThere(document) : first;
}
