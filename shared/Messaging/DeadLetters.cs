using System.Text;
using AccountingSync.Postgres;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Messaging;

/// <param name="Place">Where it lies: "set aside" (in the service's database) or the name of a broker queue.</param>
public sealed record DeadLetter(string Id, string Place, string MessageType, string Reason, DateTimeOffset? At, string Excerpt);

/// <summary>Everything of this service that could not be processed, to be seen and to be tried again: items set aside in the
/// database, and messages in its error and rejected queues.</summary>
public sealed class DeadLetters(NpgsqlDataSource database, Broker broker, FreshMessages fresh)
{
    const int MaxListed = 1_000;
    const int ExcerptLength = 400;
    const string SetAsidePlace = "set aside";

    /// <param name="queues">The service's input queues; their error and rejected companions are read.</param>
    /// <param name="organisation">Only what is surely this organisation's; null for everything.</param>
    public async Task<IReadOnlyList<DeadLetter>> List(IEnumerable<string> queues, string? organisation, CancellationToken stop)
    {
        var letters = await ListSetAside(organisation, stop);
        foreach (var queue in queues.SelectMany(BothLanes).SelectMany(Companions))
            letters.AddRange(await Browse(queue, replayTo: null, organisation, stop));
        return letters;
    }

    /// <summary>Gives everything back to where it came from. Returns how many.</summary>
    /// <inheritdoc cref="List"/>
    public async Task<int> Replay(IEnumerable<string> queues, string? organisation, CancellationToken stop)
    {
        var count = await ReplaySetAside(organisation, stop);
        foreach (var input in queues.SelectMany(BothLanes))
        foreach (var queue in Companions(input))
            count += (await Browse(queue, replayTo: input, organisation, stop)).Count;
        return count;
    }

    static string[] BothLanes(string queue) => Flow.AllQueues.Contains(Queues.Batch(queue)) ? [queue, Queues.Batch(queue)] : [queue];

    static string[] Companions(string queue) => [queue + "_error", queue + "_skipped", queue + ".rejected"];

    async Task<List<DeadLetter>> ListSetAside(string? organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT id, message_type, reason, set_aside_at, left(item::text, $2)
            FROM set_aside WHERE replayed_at IS NULL AND ($3::text IS NULL OR organisation = $3) ORDER BY id LIMIT $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ExcerptLength });
        command.Parameters.Add(Optional(organisation));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var letters = new List<DeadLetter>();
        while (await reader.ReadAsync(stop))
            letters.Add(
                new DeadLetter(
                    reader.GetGuid(0).ToString(),
                    SetAsidePlace,
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetString(4)
                )
            );
        return letters;
    }

    async Task<int> ReplaySetAside(string? organisation, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        var outbox = new Outbox(fresh);
        await using (
            var command = session.Command(
                """
                UPDATE set_aside SET replayed_at = clock_timestamp()
                WHERE replayed_at IS NULL AND ($1::text IS NULL OR organisation = $1)
                RETURNING organisation, message_type, item::text, queue
                """
            )
        )
        {
            command.Parameters.Add(Optional(organisation));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                Envelopes.AddOne(outbox, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
        }
        var count = outbox.Mark;
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return count;
    }

    /// <summary>Takes each message off the queue and puts it back, or sends it to <paramref name="replayTo"/>.</summary>
    async Task<List<DeadLetter>> Browse(string queue, string? replayTo, string? organisation, CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        var letters = new List<DeadLetter>();
        try
        {
            // No more than lie there now: what is replayed and fails again at once must not be taken a second time.
            for (var left = await channel.MessageCountAsync(queue, stop); left > 0 && letters.Count < MaxListed; left--)
            {
                if (await channel.BasicGetAsync(queue, autoAck: false, stop) is not { } message)
                    break;
                if (organisation is not null && MessageOwner.Of(message) != organisation)
                    continue;
                letters.Add(Describe(queue, message));
                if (replayTo is null)
                    continue; // Unacknowledged: closing the channel puts it back.
                await channel.BasicPublishAsync(
                    string.Empty,
                    replayTo,
                    mandatory: true,
                    new BasicProperties(message.BasicProperties),
                    message.Body,
                    stop
                );
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
            }
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            // Nothing has failed there yet, so the queue does not exist.
        }
        return letters;
    }

    static NpgsqlParameter Optional(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    static DeadLetter Describe(string queue, BasicGetResult message)
    {
        string? Header(string name) =>
            message.BasicProperties.Headers?.TryGetValue(name, out var value) == true
                ? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString())
                : null;
        var text = Encoding.UTF8.GetString(message.Body.Span[..Math.Min(message.Body.Length, ExcerptLength)]);
        return new DeadLetter(
            message.BasicProperties.MessageId ?? string.Empty,
            queue,
            Header("MT-Fault-MessageType") ?? message.BasicProperties.Type ?? string.Empty,
            Header("acs-reason") ?? Header("MT-Fault-Message") ?? Header("MT-Reason") ?? "unknown",
            DateTimeOffset.TryParse(Header("MT-Fault-Timestamp"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null,
            text
        );
    }
}
