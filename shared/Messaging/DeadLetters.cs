using System.Text;
using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Messaging;

/// <param name="Place">Where it lies: "set aside" (in the service's database) or the name of a broker queue.</param>
public sealed record DeadLetter(string Id, string Place, string MessageType, string Reason, DateTimeOffset? At, string Excerpt);

/// <summary>Everything of this service that could not be processed, to be seen and to be tried again: items set aside in the
/// database, and messages in its error and rejected queues.</summary>
public sealed class DeadLetters(NpgsqlDataSource database, Broker broker, MessagingOptions options)
{
    const int MaxListed = 1_000;
    const int ExcerptLength = 400;
    const string SetAsidePlace = "set aside";

    /// <param name="queues">The service's input queues; their error and rejected companions are read.</param>
    public async Task<IReadOnlyList<DeadLetter>> List(IEnumerable<string> queues, CancellationToken stop)
    {
        var letters = await ListSetAside(stop);
        foreach (var queue in queues.SelectMany(Companions))
            letters.AddRange(await Browse(queue, replayTo: null, stop));
        return letters;
    }

    /// <summary>Gives everything back to where it came from. Returns how many.</summary>
    public async Task<int> Replay(IEnumerable<string> queues, CancellationToken stop)
    {
        var count = await ReplaySetAside(stop);
        foreach (var input in queues)
        foreach (var queue in Companions(input))
            count += (await Browse(queue, replayTo: input, stop)).Count;
        return count;
    }

    static string[] Companions(string queue) => [queue + "_error", queue + "_skipped", queue + ".rejected"];

    async Task<List<DeadLetter>> ListSetAside(CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT id, message_type, reason, set_aside_at, left(item::text, $2)
            FROM set_aside WHERE replayed_at IS NULL ORDER BY id LIMIT $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ExcerptLength });
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

    async Task<int> ReplaySetAside(CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        var outbox = new Outbox(options);
        await using (
            var command = session.Command(
                """
                UPDATE set_aside SET replayed_at = clock_timestamp()
                WHERE replayed_at IS NULL RETURNING organisation, message_type, item::text
                """
            )
        )
        {
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                Envelopes.AddOne(outbox, reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }
        var count = outbox.Mark;
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return count;
    }

    /// <summary>Takes each message off the queue and puts it back, or sends it to <paramref name="replayTo"/>.</summary>
    async Task<List<DeadLetter>> Browse(string queue, string? replayTo, CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        var letters = new List<DeadLetter>();
        try
        {
            while (letters.Count < MaxListed && await channel.BasicGetAsync(queue, autoAck: false, stop) is { } message)
            {
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

/// <summary>Makes an envelope of one from an item that was set aside.</summary>
static class Envelopes
{
    static readonly Dictionary<string, (Type Envelope, Type Item)> Types = Flow
        .All.Select(route => route.Key)
        .Select(type =>
            (
                Envelope: type,
                Item: type.GetInterfaces()
                    .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnvelope<>))
                    ?.GetGenericArguments()[0]
            )
        )
        .Where(pair => pair.Item is not null)
        .ToDictionary(pair => pair.Envelope.Name, pair => (pair.Envelope, pair.Item!));

    public static void AddOne(Outbox outbox, string organisation, string messageType, string itemJson)
    {
        if (!Types.TryGetValue(messageType, out var types))
            throw new InvalidOperationException($"{messageType} is no envelope of the flow any more; its items cannot be replayed.");
        var json = $$"""{"Organisation":{{JsonSerializer.Serialize(organisation)}},"Items":[{{itemJson}}]}""";
        var envelope = JsonSerializer.Deserialize(json, types.Envelope)!;
        typeof(Outbox)
            .GetMethod(nameof(Outbox.Add), [Type.MakeGenericMethodParameter(0), typeof(TimeSpan)])!
            .MakeGenericMethod(types.Envelope)
            .Invoke(outbox, [envelope, TimeSpan.Zero]);
    }
}
