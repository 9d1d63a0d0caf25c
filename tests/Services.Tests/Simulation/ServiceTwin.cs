using AccountingSync.Messaging;

namespace AccountingSync.Services.Tests.Simulation;

sealed record OutboxRow(Guid MessageId, object Message, string[] Awaiting, DateTimeOffset DueAt, int Published);

sealed record Receipt(string Queue, IReadOnlyList<Guid> MessageIds);

/// <summary>A service in memory: its own decisions on tables that a session changes. Models what <c>SessionFilter</c>, <c>Outbox</c>,
/// <c>OutboxDispatcher</c>, <c>BrokerEpoch</c> and <c>Receipts</c> do around them: inbox row and work commit together, outbox rows stay until
/// every queue's receipt has come.</summary>
abstract class ServiceTwin(World world, string name)
{
    static readonly TimeSpan RepublishAfter = new MessagingOptions { Service = "any", Broker = new Uri("amqp://any") }.RepublishAfter;
    const int PublishBatch = 10;

    readonly Table<(Guid MessageId, string Queue), bool> inbox = new(world.TablesOf(name));
    readonly Table<Guid, OutboxRow> outbox = new(world.TablesOf(name));

    /// <summary>In memory only: a crash forgets them.</summary>
    readonly List<(string Origin, string Queue, Guid MessageId)> receipts = [];
    int knownLife = 1;

    public string Name => name;
    protected World World => world;
    protected Tables Tables => world.TablesOf(name);
    public IEnumerable<OutboxRow> Outbox => outbox.Rows;

    /// <summary>The consumers' own work, within the session.</summary>
    protected abstract void Handle(object message);

    /// <summary>The process's memory is gone.</summary>
    protected virtual void Forget() { }

    public void Die(string place)
    {
        world.Trace?.Add($"  {name} dies at {place}");
        Tables.Rollback();
        receipts.Clear();
        Forget();
    }

    /// <summary>Runs a step that may crash.</summary>
    /// <returns>False when it did.</returns>
    public bool Survives(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Crash crash)
        {
            Die(crash.Message);
            return false;
        }
    }

    public void Consume(Delivery delivery)
    {
        if (delivery.Message is Receipt receipt)
        {
            Acknowledge(receipt);
            return;
        }
        world.Trace?.Add($"{delivery.Queue} gets {Describe.Message(delivery)}");
        if (!Survives(() => ConsumeOnce(delivery)))
            world.Broker.GiveBack(delivery);
    }

    void ConsumeOnce(Delivery delivery)
    {
        if (inbox.Insert((delivery.MessageId, delivery.Queue), true) || world.Without is Without.Inbox or Without.InboxAndNaturalKey)
        {
            Handle(delivery.Message);
            Commit("consume");
        }
        receipts.Add((delivery.Origin, delivery.Queue, delivery.MessageId));
    }

    protected void Commit(string step)
    {
        world.MayCrash($"{step}.before-commit");
        Tables.Commit();
        world.MayCrash($"{step}.committed");
    }

    protected void Announce(object? message, TimeSpan delay = default)
    {
        if (message is null)
            return;
        var row = new OutboxRow(world.NextId(), message, Flow.QueuesFor(message.GetType()), world.Now + delay, Published: 0);
        outbox.Insert(row.MessageId, row);
    }

    public bool Dispatch()
    {
        if (knownLife != world.Broker.Life)
            StartNewEpoch();
        var due = outbox.Rows.Where(row => row.DueAt <= world.Now).OrderBy(row => row.DueAt).Take(PublishBatch).ToList();
        return due.Count > 0 && (Survives(() => Publish(due)) || true);
    }

    /// <summary>What was published to a broker that has lost its data is due again.</summary>
    void StartNewEpoch()
    {
        knownLife = world.Broker.Life;
        if (world.Without is Without.Republishing or Without.Confirms)
            return;
        foreach (var row in outbox.Rows.Where(row => row.Published > 0).ToList())
            outbox.Put(row.MessageId, row with { DueAt = world.Now });
        Tables.Commit();
    }

    void Publish(List<OutboxRow> due)
    {
        foreach (var row in due)
        {
            var confirmed = row.Awaiting.Count(queue => world.Broker.Publish(new Delivery(row.MessageId, name, queue, row.Message)));
            if (world.Without == Without.Confirms || (world.Without == Without.Republishing && confirmed == row.Awaiting.Length))
                outbox.Remove(row.MessageId);
            else if (confirmed == row.Awaiting.Length)
                outbox.Put(
                    row.MessageId,
                    row with
                    {
                        Published = row.Published + 1,
                        DueAt = world.Now + RepublishAfter * Math.Pow(2, Math.Min(row.Published, 8)),
                    }
                );
        }
        Commit("outbox");
    }

    public bool SendReceipts()
    {
        if (receipts.Count == 0)
            return false;
        foreach (var group in receipts.GroupBy(receipt => (receipt.Origin, receipt.Queue)))
            world.Broker.Publish(
                new Delivery(Guid.Empty, name, group.Key.Origin + ".receipts", new Receipt(group.Key.Queue, [.. group.Select(one => one.MessageId)]))
            );
        receipts.Clear();
        return true;
    }

    void Acknowledge(Receipt receipt)
    {
        foreach (var row in receipt.MessageIds.Select(outbox.Find).OfType<OutboxRow>())
        {
            string[] left = [.. row.Awaiting.Where(queue => queue != receipt.Queue)];
            if (left.Length == 0)
                outbox.Remove(row.MessageId);
            else
                outbox.Put(row.MessageId, row with { Awaiting = left });
        }
        Tables.Commit();
    }
}
