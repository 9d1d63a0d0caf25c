using System.Diagnostics;
using System.Text;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.FetchObjects;

/// <summary>Reads what an event only named, the fee of a charge for example, and sends it through the same door as everything else.
/// An object that cannot be read now is asked for again later; one that never can is kept as unknown, for a person.</summary>
sealed class FetchSourceObjectsConsumer(
    Session session,
    Outbox outbox,
    Connections connections,
    IEnumerable<ISourceSystem> systems,
    IEnumerable<ISourceObjects> objects,
    TransactionAcceptor acceptor,
    ILogger<FetchSourceObjectsConsumer> log
) : EnvelopeConsumer<FetchSourceObjects, ObjectToFetch>(session, outbox, log)
{
    const int MaxAttempts = 12;
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>For one object, however many calls it takes; see <see cref="AcceptedNews.MaxFetches"/>.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    protected override async Task Handle(string organisation, IReadOnlyList<ObjectToFetch> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start("fetch object", items, (span, item) => span.SetTag("accountingsync.object", item.ObjectId));
        foreach (var item in items)
            await Fetch(organisation, item, stop);
    }

    async Task Fetch(string organisation, ObjectToFetch item, CancellationToken stop)
    {
        var connection =
            await connections.Find(item.Connection, stop)
            ?? throw new InvalidOperationException($"The connection '{item.Connection}' does not exist any more.");
        if (connection.Secrets.ApiKey is not { } key)
        {
            await Submit(Unknown(organisation, item, "The connection has no API key, so the object cannot be read. Add one and replay."), stop);
            return;
        }
        var wanted = new WantedObject(item.ObjectKind, item.ObjectId, item.Said);
        switch (await Ask(connection, wanted, key, stop))
        {
            case FetchAnswer.Found(var body):
                var system = systems.Single(system => system.Name == connection.SourceSystem);
                var said = system.ReadFetched(connection.Name, wanted, body);
                await Submit(
                    WebhookSubmission.From(organisation, connection.Name, "fetch", body, said, item.TraceParent)
                        ?? Unknown(organisation, item, "The answer could not be read."),
                    stop
                );
                break;
            case FetchAnswer.Nothing(var reason):
                await Submit(Unknown(organisation, item, reason) with { Disposition = Disposition.Ignored }, stop);
                break;
            case FetchAnswer.Throttled(var retryAfter):
                await Later(organisation, item, retryAfter, "The source asks to wait.", stop);
                break;
            case FetchAnswer.Unavailable(var reason):
                await Later(organisation, item, null, reason, stop);
                break;
            case FetchAnswer.NotFound:
                await Later(organisation, item, null, "The source does not know the object.", stop);
                break;
            case FetchAnswer.Unauthorized:
                await Later(organisation, item, null, "The source refuses the connection's API key.", stop);
                break;
            default:
                throw new UnreachableException();
        }
    }

    async Task<FetchAnswer> Ask(Connection connection, WantedObject wanted, string key, CancellationToken stop)
    {
        var vendor = objects.Single(vendor => vendor.Name == connection.SourceSystem);
        using var timeout = new CancellationTokenSource(Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            return await vendor.Fetch(wanted, new SourceAccess(key, connection.BaseAddress), either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new FetchAnswer.Unavailable("no answer in time");
        }
    }

    async Task Later(string organisation, ObjectToFetch item, TimeSpan? retryAfter, string reason, CancellationToken stop)
    {
        if (item.Attempt >= MaxAttempts)
        {
            await Submit(Unknown(organisation, item, $"{reason} Given up after {item.Attempt} tries."), stop);
            return;
        }
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, item.Attempt - 1)));
        Outbox.Add(
            new FetchSourceObjects { Organisation = organisation, Items = [item with { Attempt = item.Attempt + 1 }] },
            retryAfter > pause ? retryAfter.Value : pause
        );
    }

    Task Submit(Submission submission, CancellationToken stop) => acceptor.Submit(submission, stop);

    static Submission Unknown(string organisation, ObjectToFetch item, string reason) =>
        new()
        {
            Organisation = organisation,
            Door = "fetch",
            Connection = item.Connection,
            EventId = EventId(item),
            Payload = Encoding.UTF8.GetBytes(item.Said ?? item.ObjectId),
            Disposition = Disposition.Unknown,
            Reason = $"{item.ObjectKind} {item.ObjectId}: {reason}",
            TraceParent = item.TraceParent,
        };

    // One object may be named by several events, and each of them is news.
    static string EventId(ObjectToFetch item) =>
        item.Said is null ? $"fetch {item.ObjectId}" : $"fetch {item.ObjectId} {VendorJson.Fingerprint(Encoding.UTF8.GetBytes(item.Said))}";
}
