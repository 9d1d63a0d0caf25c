using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.ReceiveWebhook;

static class WebhookSubmission
{
    /// <summary>One for each event that a request carries. Beside others, an event that cannot be read is kept for a person: the vendor would
    /// send all of them again for ever.</summary>
    /// <returns>Null when there are events and none of them can be read: then it is no request of the vendor at all.</returns>
    public static IReadOnlyList<Submission>? Each(
        string organisation,
        string connection,
        IReadOnlyList<(ReadOnlyMemory<byte> Kept, SourceEvent Said)> events,
        string? traceParent
    ) =>
        events.Count > 0 && events.All(one => one.Said is SourceEvent.Unreadable)
            ? null
            : [.. events.Select(one => From(organisation, connection, "webhook", one.Kept, OrUnknown(one.Kept, one.Said), traceParent)!)];

    // Its own bytes are the only identity that it has.
    static SourceEvent OrUnknown(ReadOnlyMemory<byte> kept, SourceEvent said) =>
        said is SourceEvent.Unreadable unreadable
            ? new SourceEvent.Unknown($"unreadable {VendorJson.Fingerprint(kept)}", "unreadable", unreadable.Reason)
            : said;

    /// <returns>Null when the body is no event of the vendor at all.</returns>
    public static Submission? From(
        string organisation,
        string connection,
        string door,
        ReadOnlyMemory<byte> body,
        SourceEvent said,
        string? traceParent
    )
    {
        var submission = new Submission
        {
            Organisation = organisation,
            Door = door,
            Connection = connection,
            EventId = said.EventId.Length == 0 ? null : said.EventId,
            Payload = body,
            TraceParent = traceParent,
        };
        return said switch
        {
            SourceEvent.Facts facts => submission with
            {
                Transactions = facts.Transactions,
                Wanted =
                [
                    .. facts.Wanted.Select(wanted => new ObjectToFetch
                    {
                        TraceParent = traceParent,
                        Connection = connection,
                        ObjectKind = wanted.Kind,
                        ObjectId = wanted.Id,
                        Said = wanted.Said,
                        Attempt = 1,
                    }),
                ],
            },
            SourceEvent.Ignored ignored => submission with { Disposition = Disposition.Ignored, Reason = ignored.Reason },
            SourceEvent.Unknown unknown => submission with { Disposition = Disposition.Unknown, Reason = $"{unknown.EventType}: {unknown.Reason}" },
            SourceEvent.Unreadable => null,
            _ => throw new UnreachableException(),
        };
    }
}
