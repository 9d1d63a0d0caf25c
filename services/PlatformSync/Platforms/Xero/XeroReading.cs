using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>Finds manual journals in the organisation: by our key, and by when they changed.</summary>
sealed class XeroReading(XeroCalls calls, XeroChart chart, XeroOrganisation organisation)
{
    const int PageSize = 1000;
    const int MostPages = 20;

    public async Task<LookUpOutcome> LookUp(string key, CancellationToken stop)
    {
        if (!key.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{key}' is no key of ours: letters and digits.", nameof(key));
        // Journals come with their lines only in pages.
        var where = Uri.EscapeDataString($"Narration==\"{key}\"");
        var (journals, _, failure) = await Read($"ManualJournals?where={where}&page=1&pageSize={PageSize}", since: null, stop);
        if (journals is null)
            return new LookUpOutcome.Failed(Reason(failure!), Pause(failure!));
        // Its comparison may ignore case; ours does not.
        var ours = journals.Where(journal => journal.Document.Key == key).ToList();
        var posted = ours.Where(journal => journal.IsInTheBooks).Select(journal => journal.Document).ToList();
        return posted.Count switch
        {
            1 => new LookUpOutcome.Found(posted[0]),
            > 1 => new LookUpOutcome.Doubled(posted),
            // It was written, and somebody took it out of the books before we knew: to write it again is not for us to decide.
            _ when ours.Count > 0 => new LookUpOutcome.Failed(
                $"Xero holds {key} as {ours[0].Status} ({ours[0].Document.PlatformId}): post it there, or change its narration so that it is written again.",
                RetryAfter: null
            ),
            _ => new LookUpOutcome.Absent(),
        };
    }

    /// <summary>Page after page, each from the last change of the one before it: what is changed meanwhile moves to the end and is met there.</summary>
    public async Task<ChangesOutcome> Changes(DateTimeOffset since, CancellationToken stop)
    {
        var changes = new Dictionary<string, PlatformChange>(StringComparer.Ordinal);
        var from = since;
        for (var page = 0; page < MostPages; page++)
        {
            var query = $"ManualJournals?order={Uri.EscapeDataString("UpdatedDateUTC ASC")}&page=1&pageSize={PageSize}";
            var (journals, at, failure) = await Read(query, from, stop);
            if (journals is null)
                return new ChangesOutcome.Failed(Reason(failure!), Pause(failure!));
            foreach (var journal in journals)
                changes[journal.Document.PlatformId] = new(
                    journal.Document.PlatformId,
                    journal.ChangedAt,
                    journal.IsInTheBooks ? journal.Document : null
                );
            if (journals.Count < PageSize)
                return new ChangesOutcome.Page([.. changes.Values], at);
            var until = journals.Max(journal => journal.ChangedAt);
            // The header knows seconds only.
            if (until < from.AddSeconds(1))
                return new ChangesOutcome.Failed(
                    $"More than {PageSize} changes at {from:O}: what is left out cannot be asked for.",
                    RetryAfter: null
                );
            from = until;
        }
        return new ChangesOutcome.Page([.. changes.Values], from);
    }

    /// <summary>Reads one journal of an answer, with what is known by now.</summary>
    public bool TryRead(JsonElement journal, XeroBooks books, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out XeroDocument? document) =>
        XeroDocument.TryRead(journal, books.BaseCurrency, chart.Known.NameOf, out document);

    /// <summary>Why there was no answer, for people.</summary>
    public static string Reason(XeroReply reply) =>
        reply switch
        {
            XeroReply.Refused(var fault) => fault.Text,
            XeroReply.Throttled => "Xero takes no more requests for now.",
            XeroReply.NotSent(var reason) => reason,
            XeroReply.SignInNeeded(var reason, _) => reason,
            XeroReply.Unclear(var reason) => reason,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static TimeSpan? Pause(XeroReply reply) => reply is XeroReply.Throttled(var after) ? after : null;

    /// <summary>The journals of an answer and the moment of it by Xero's clock; or what came instead.</summary>
    async Task<(List<XeroDocument>? Journals, DateTimeOffset At, XeroReply? Failure)> Read(
        string query,
        DateTimeOffset? since,
        CancellationToken stop
    )
    {
        var (books, failure) = await organisation.Get(maxAge: null, stop);
        if (books is null)
            return (null, default, failure);
        var reply = await calls.Get(query, since, stop);
        if (reply is not XeroReply.Answered(var body))
            return (null, default, reply);
        if (VendorJson.List(body, "ManualJournals") is not { } rows || XeroTime.Read(VendorJson.Text(body, "DateTimeUTC")) is not { } at)
            return (null, default, new XeroReply.Unclear("Xero answered a question about journals with something unreadable."));
        if (rows.Any(NamesUnknownAccount) && await chart.Refresh(stop) is { } unread)
            return (null, default, unread);
        var journals = new List<XeroDocument>();
        foreach (var row in rows)
        {
            if (!TryRead(row, books, out var journal))
                return (
                    null,
                    default,
                    new XeroReply.Unclear($"Xero holds the journal {VendorJson.Text(row, "ManualJournalID")} in an unreadable form.")
                );
            journals.Add(journal);
        }
        return (journals, at, null);
    }

    bool NamesUnknownAccount(JsonElement journal) =>
        (VendorJson.List(journal, "JournalLines") ?? []).Any(line => VendorJson.Text(line, "AccountID") is { } id && !chart.Known.Knows(id));
}
