namespace AccountingSync.Services.Tests.Simulation;

/// <summary>A message in a queue.</summary>
/// <param name="Origin">The service whose outbox holds it, which waits for the receipt.</param>
sealed record Delivery(Guid MessageId, string Origin, string Queue, object Message);

/// <summary>Models RabbitMQ at its worst: it hands out in any order, more than once, or never, and may lose everything.</summary>
sealed class SimulatedBroker(World world)
{
    readonly SortedDictionary<string, List<Delivery>> queues = new(StringComparer.Ordinal);

    /// <summary>Which life it lives; one that lost its data begins another. The services know it by their epoch's exchange.</summary>
    public int Life { get; private set; } = 1;
    public int Waiting { get; private set; }

    /// <returns>Whether the broker confirmed it.</returns>
    public bool Publish(Delivery delivery)
    {
        if (world.Dice.OneIn(world.Faults.Unconfirmed))
        {
            if (world.Dice.OneIn(2))
                Add(delivery);
            return false;
        }
        if (world.Dice.OneIn(world.Faults.Drop))
        {
            world.Trace?.Add($"  the broker loses {Describe.Message(delivery)}");
            return true;
        }
        Add(delivery);
        if (world.Dice.OneIn(world.Faults.Duplicate))
            Add(delivery);
        return true;
    }

    /// <summary>The next message of any queue; whoever cannot finish with it gives it back.</summary>
    public Delivery? Take()
    {
        if (Waiting == 0)
            return null;
        var filled = queues.Values.Where(queue => queue.Count > 0).ToList();
        var queue = world.Dice.Pick(filled);
        var index = world.Dice.OneIn(world.Faults.Reorder) ? world.Dice.Below(queue.Count) : 0;
        var delivery = queue[index];
        queue.RemoveAt(index);
        Waiting--;
        return delivery;
    }

    public void GiveBack(Delivery delivery) => Add(delivery);

    public void LoseEverything()
    {
        world.Trace?.Add($"the broker loses all its data ({Waiting} messages)");
        queues.Clear();
        Waiting = 0;
        Life++;
    }

    void Add(Delivery delivery)
    {
        if (!queues.TryGetValue(delivery.Queue, out var queue))
            queues.Add(delivery.Queue, queue = []);
        queue.Add(delivery);
        Waiting++;
    }
}
