using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.ReceiveWebhook;

static class WebhookSubmission
{
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
            EventId = said.EventId,
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
