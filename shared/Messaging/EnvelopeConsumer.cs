using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>Handles the items of the envelopes that wait together, set-wise, in one session. An item that cannot be processed is found by
/// halving them, set aside with its reason, and its mates go on; at most log2(N)+1 tries per poison item.</summary>
public abstract class EnvelopeConsumer<TEnvelope, TItem>(Session session, Outbox outbox, ILogger log)
    where TEnvelope : class, IEnvelope<TItem>
{
    /// <summary>What is set aside lies there to be looked at: the log need not repeat hundreds of one envelope.</summary>
    const int MostLines = 20;

    int setAside;

    protected Session Session => session;
    protected Outbox Outbox => outbox;

    /// <summary>All of the items, or none: what it throws undoes all that it did.</summary>
    protected abstract Task Handle(string organisation, IReadOnlyList<TItem> items, CancellationToken stop);

    /// <param name="queue">Where an item that is set aside is replayed to.</param>
    /// <param name="saved">Whether the session has just set <see cref="Inbox.Savepoint"/>.</param>
    public async Task Consume(string organisation, IReadOnlyList<TItem> items, string queue, CancellationToken stop, bool saved = false)
    {
        var mark = outbox.Mark;
        if (!saved)
            await session.Transaction.SaveAsync(Inbox.Savepoint, stop);
        try
        {
            await Handle(organisation, items, stop);
            return;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseFaults.MayPass(fault))
        {
            await session.Transaction.RollbackAsync(Inbox.Savepoint, stop);
            // The driver takes a statement that failed while it was being prepared for prepared (npgsql issue 6391).
            session.Connection.UnprepareAll();
            outbox.Rewind(mark);
            if (items.Count == 1)
            {
                if (setAside++ < MostLines)
                    ItemLog.Tell(log, LogLevel.Error, organisation, "set aside", Identity(items[0]), typeof(TEnvelope).Name, fault);
                await SetAside.Store(
                    session,
                    new SetAsideItem(organisation, queue, typeof(TEnvelope).Name, JsonSerializer.Serialize(items[0]), Reason(fault)),
                    stop
                );
                Telemetry.SetAside.Add(1);
                return;
            }
        }
        var half = items.Count / 2;
        await Consume(organisation, [.. items.Take(half)], queue, stop);
        await Consume(organisation, [.. items.Skip(half)], queue, stop);
    }

    static ItemIdentity Identity(TItem item) => item is IIdentified identified ? identified.Identity : default;

    static string Reason(Exception fault) =>
        fault is PostgresException postgres ? $"{postgres.SqlState}: {postgres.MessageText}" : $"{fault.GetType().Name}: {fault.Message}";
}
