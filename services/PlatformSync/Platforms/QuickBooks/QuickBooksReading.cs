using System.Globalization;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>Finds journal entries in the company: by our key, and by when they changed.</summary>
sealed class QuickBooksReading(QuickBooksCalls calls, QuickBooksChart chart, QuickBooksOptions options, TimeProvider clock)
{
    const string Entity = "JournalEntry";
    const int MostChanges = 1000;

    public async Task<LookUpOutcome> LookUp(string key, CancellationToken stop)
    {
        var quoted = key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        var reply = await calls.Query($"select * from {Entity} where DocNumber = '{quoted}'", stop);
        if (reply is not QuickBooksReply.Answered(var body))
            return new LookUpOutcome.Failed(Reason(reply), Pause(reply));
        if (QuickBooksDocument.Rows(body, Entity) is not { } rows)
            return new LookUpOutcome.Failed("QuickBooks answered a query with something unreadable.", RetryAfter: null);
        if (await LearnAccounts(rows, stop) is { } failure)
            return new LookUpOutcome.Failed(Reason(failure), Pause(failure));
        var documents = new List<PlatformDocument>();
        foreach (var row in rows)
        {
            if (!TryRead(row, out var document))
                return new LookUpOutcome.Failed($"QuickBooks holds {key} in an unreadable form.", RetryAfter: null);
            // Its comparison may ignore case; ours does not.
            if (document.Key == key)
                documents.Add(document);
        }
        return documents.Count switch
        {
            0 => new LookUpOutcome.Absent(),
            1 => new LookUpOutcome.Found(documents[0]),
            _ => new LookUpOutcome.Doubled(documents),
        };
    }

    public async Task<ChangesOutcome> Changes(DateTimeOffset since, CancellationToken stop)
    {
        var from = since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var reply = await calls.Get($"cdc?entities={Entity}&changedSince={Uri.EscapeDataString(from)}", stop);
        if (reply is not QuickBooksReply.Answered(var body))
            return new ChangesOutcome.Failed(Reason(reply), Pause(reply));
        if (Rows(body) is not { } rows)
            return new ChangesOutcome.Failed("QuickBooks answered a request for changes with something unreadable.", RetryAfter: null);
        if (await LearnAccounts(rows, stop) is { } failure)
            return new ChangesOutcome.Failed(Reason(failure), Pause(failure));
        var changes = new List<PlatformChange>();
        foreach (var row in rows)
        {
            if (Change(row) is not { } change)
                return new ChangesOutcome.Failed("QuickBooks sent a change in an unreadable form.", RetryAfter: null);
            changes.Add(change);
        }
        return changes.Count < MostChanges ? new ChangesOutcome.Page(changes, Time(body, "time") ?? clock.GetUtcNow()) : FullPage(changes, since);
    }

    public bool TryRead(JsonElement entry, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PlatformDocument? document) =>
        QuickBooksDocument.TryRead(entry, options.HomeCurrency, chart.Known.NameOf, out document);

    /// <summary>Why there was no answer, for people.</summary>
    public static string Reason(QuickBooksReply reply) =>
        reply switch
        {
            QuickBooksReply.Refused(var fault) => fault.Text,
            QuickBooksReply.Throttled => "QuickBooks takes no more requests for now.",
            QuickBooksReply.NotSent(var reason) => reason,
            QuickBooksReply.SignInNeeded(var reason, _) => reason,
            QuickBooksReply.Unclear(var reason) => reason,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static TimeSpan? Pause(QuickBooksReply reply) => reply is QuickBooksReply.Throttled(var after) ? after : null;

    /// <summary>An answer with as many changes as fit has left the rest out: it comes oldest first, so the rest starts at its end.</summary>
    static ChangesOutcome FullPage(List<PlatformChange> changes, DateTimeOffset since)
    {
        var inOrder = changes.Zip(changes.Skip(1)).All(pair => pair.First.At <= pair.Second.At);
        var until = changes[^1].At;
        return inOrder && until > since
            ? new ChangesOutcome.Page(changes, until)
            : new ChangesOutcome.Failed($"More than {MostChanges} changes since {since:O} in no order: what is left out cannot be asked for.", null);
    }

    PlatformChange? Change(JsonElement row)
    {
        if (
            QuickBooksDocument.Text(row, "Id") is not { } id
            || !row.TryGetProperty("MetaData", out var meta)
            || Time(meta, "LastUpdatedTime") is not { } at
        )
            return null;
        if (QuickBooksDocument.Text(row, "status") == "Deleted")
            return new(id, at, Document: null);
        return TryRead(row, out var document) ? new(id, at, document) : null;
    }

    /// <summary>Reads the chart when the entries name accounts that we do not know. Null when all went well.</summary>
    async Task<QuickBooksReply?> LearnAccounts(IEnumerable<JsonElement> entries, CancellationToken stop)
    {
        var known = chart.Known;
        var allKnown = true;
        foreach (var entry in entries)
            QuickBooksDocument.TryRead(
                entry,
                options.HomeCurrency,
                (id, _) =>
                {
                    allKnown &= known.Knows(id);
                    return id;
                },
                out _
            );
        return allKnown ? null : await chart.Refresh(stop);
    }

    static List<JsonElement>? Rows(JsonElement answer)
    {
        if (!answer.TryGetProperty("CDCResponse", out var responses) || responses.ValueKind != JsonValueKind.Array)
            return null;
        var rows = new List<JsonElement>();
        foreach (var response in responses.EnumerateArray())
        {
            if (QuickBooksFault.In(response) is not null || !response.TryGetProperty("QueryResponse", out var queries))
                return null;
            foreach (var query in queries.EnumerateArray())
            {
                if (query.TryGetProperty(Entity, out var entities))
                    rows.AddRange(entities.EnumerateArray());
            }
        }
        return rows;
    }

    static DateTimeOffset? Time(JsonElement element, string name) =>
        DateTimeOffset.TryParse(QuickBooksDocument.Text(element, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
