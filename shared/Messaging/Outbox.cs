using System.Diagnostics;
using AccountingSync.Postgres;
using MassTransit;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Messaging;

/// <summary>Messages that leave with the session's commit, or not at all. Consumers may also publish through their
/// <see cref="ConsumeContext"/>: inside a session that ends up here.</summary>
public sealed class Outbox(FreshMessages fresh)
{
    readonly List<Row> rows = [];

    sealed record Row(Guid MessageId, Type Type, string[] Queues, TimeSpan Delay, string? TraceParent, byte[] Body);

    /// <summary>By which lane goes what is added without one: that by which came what is answered with it.</summary>
    public Lane Lane { get; set; }

    /// <summary>A place to rewind to when what followed is undone.</summary>
    public int Mark => rows.Count;

    public void Rewind(int mark) => rows.RemoveRange(mark, rows.Count - mark);

    /// <param name="delay">How long after the commit it is to be sent; zero for at once.</param>
    public void Add<T>(T message, TimeSpan delay = default)
        where T : class => Add(message, Lane, delay);

    /// <summary>By another lane: what waited goes on by the one by which it came itself.</summary>
    public void Add<T>(T message, Lane lane, TimeSpan delay = default)
        where T : class => Append(Guid.CreateVersion7(), message, Flow.QueuesFor(typeof(T), lane), delay);

    /// <summary>To one of the message's queues alone: the others have had it.</summary>
    internal void AddFor<T>(string queue, T message)
        where T : class => Append(Guid.CreateVersion7(), message, [queue], TimeSpan.Zero);

    /// <summary>What a consumer published through its context.</summary>
    internal void Capture<T>(SendContext<T> context)
        where T : class =>
        Append(context.MessageId ?? Guid.CreateVersion7(), context.Message, Flow.QueuesFor(typeof(T)), context.Delay ?? TimeSpan.Zero);

    void Append<T>(Guid messageId, T message, string[] queues, TimeSpan delay)
        where T : class => rows.Add(new Row(messageId, typeof(T), queues, delay, Activity.Current?.Id, MessageForm.Write(message)));

    /// <summary>Writes the rows. At the commit they go to <see cref="FreshPublisher"/>, or wake the dispatcher. Call it last.</summary>
    public async Task Flush(Session session, CancellationToken stop)
    {
        if (rows.Count == 0)
            return;
        var atOnce = fresh.HasRoom;
        await using var batch = session.Batch();
        foreach (var row in rows)
            batch.BatchCommands.Add(Insert(row, row.Delay > TimeSpan.Zero || !atOnce ? row.Delay : FreshMessages.Grace));
        if (!atOnce || rows.Exists(row => row.Delay > TimeSpan.Zero))
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand("SELECT pg_notify($1, '')")
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = fresh.Options.WakeUpChannel } },
                }
            );
        await batch.ExecuteNonQueryAsync(stop);
        if (atOnce)
            OfferAfterCommit(session);
        rows.Clear();
    }

    void OfferAfterCommit(Session session)
    {
        foreach (var row in rows.Where(row => row.Delay <= TimeSpan.Zero))
        {
            var message = new OutboxRow(row.MessageId, row.Type.Name, row.Queues, row.TraceParent, row.Body);
            session.AfterCommit(() => fresh.Offer(message));
        }
    }

    static NpgsqlBatchCommand Insert(Row row, TimeSpan dueIn) =>
        new(
            """
            INSERT INTO outbox (message_id, message_type, awaiting, due_at, trace_parent, body)
            VALUES ($1, $2, $3, clock_timestamp() + $4, $5, $6)
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = row.MessageId },
                new NpgsqlParameter<string> { TypedValue = row.Type.Name },
                new NpgsqlParameter<string[]> { TypedValue = row.Queues },
                new NpgsqlParameter<TimeSpan> { TypedValue = dueIn },
                new NpgsqlParameter { Value = (object?)row.TraceParent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter<byte[]> { TypedValue = row.Body },
            },
        };
}
