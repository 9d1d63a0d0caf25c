using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;
using AccountingSync.Integration.Tests.Faults;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The whole flow from a source to the platforms and the comparison, on one thread: time stands still unless a step moves it, and
/// every chance comes from the seed, so a seed repeats exactly. First with faults, then without them until nothing is left to do.</summary>
sealed class World
{
    public const string Organisation = "acme";
    const int FaultySteps = 500;
    const int MaxSteps = 50_000;
    static readonly DateTimeOffset Start = new(2026, 1, 16, 0, 0, 0, TimeSpan.Zero);

    readonly Dictionary<string, Tables> tables = [];
    readonly ServiceTwin[] services;
    readonly Func<bool>[] activities;
    readonly Dictionary<string, ServiceTwin> readers;
    int ids;
    RuleSet? unpublished = RuleVersions.Second;
    readonly Queue<DaySetting> unset;

    public World(Dice dice, Day day, Faults faults, Without without = Without.Nothing, List<string>? trace = null)
    {
        (Dice, Faults, Without, Trace) = (dice, faults, without, trace);
        unset = new Queue<DaySetting>(Clocks.Drawn(dice, Start));
        Broker = new SimulatedBroker(this);
        Platforms = new[] { "quickbooks", "plain-text" }.ToDictionary(name => name, name => new SimulatedPlatform(this, name));
        Till = new Till(this, day);
        Ingestion = new IngestionTwin(this);
        Transformation = new TransformationTwin(this);
        Ledger = new LedgerTwin(this);
        PlatformSync = new PlatformTwin(this);
        Reconciliation = new ReconciliationTwin(this);
        services = [Ingestion, Transformation, Ledger, PlatformSync, Reconciliation];
        readers = Readers();
        activities =
        [
            Till.Send,
            Deliver,
            .. services.Select(service => (Func<bool>)service.Dispatch),
            .. services.Select(service => (Func<bool>)service.SendReceipts),
            .. PlatformSync.Workers.Select(worker => (Func<bool>)worker.Step),
            .. PlatformSync.Watchers.Select(watcher => (Func<bool>)watcher.Step),
            PublishRules,
            SetDays,
            PlatformSync.Summarise,
        ];
        while (!Transformation.Publish(RuleVersions.First)) { }
    }

    public Dice Dice { get; }
    public Faults Faults { get; private set; }
    public Without Without { get; }
    public List<string>? Trace { get; }
    public DateTimeOffset Now { get; private set; } = Start;
    public SimulatedBroker Broker { get; }
    public IReadOnlyDictionary<string, SimulatedPlatform> Platforms { get; }
    public Till Till { get; }
    public IngestionTwin Ingestion { get; }
    public TransformationTwin Transformation { get; }
    public LedgerTwin Ledger { get; }
    public PlatformTwin PlatformSync { get; }
    public ReconciliationTwin Reconciliation { get; }
    public IEnumerable<ServiceTwin> Services => services;

    public Tables TablesOf(string service)
    {
        if (!tables.TryGetValue(service, out var own))
            tables.Add(service, own = new Tables());
        return own;
    }

    public Guid NextId() => new(++ids, 0, 0, new byte[8]);

    public void MayCrash(string place)
    {
        if (Dice.OneIn(Faults.Crash))
            throw new Crash(place);
    }

    /// <returns>False when it does not come to rest.</returns>
    public bool Play()
    {
        for (var step = 0; step < FaultySteps; step++)
        {
            Suffer();
            Step();
        }
        Trace?.Add("--- no more faults");
        Faults = Faults.None;
        foreach (var service in services)
            service.Die("the end of the faults");
        for (var step = 0; step < MaxSteps; step++)
            if (!Step())
                return true;
        return false;
    }

    void Suffer()
    {
        if (Dice.OneIn(Faults.Wipe))
            Broker.LoseEverything();
        if (Dice.OneIn(Faults.Crash))
            Dice.Pick(services).Die("rest");
        if (Dice.OneIn(Faults.TurnLost))
            Dice.Pick(PlatformSync.Workers).LoseTurn();
        if (Dice.OneIn(Faults.Contradiction) && Ledger.Entries.FirstOrDefault(entry => entry.Reverses is null) is { } entry)
            Transformation.Contradict(entry);
    }

    /// <returns>False when nothing is left to do, now or later.</returns>
    bool Step()
    {
        Now += TimeSpan.FromMilliseconds(Dice.Below(400));
        foreach (var platform in Platforms.Values)
            platform.Work();
        for (var tries = 0; tries < 4; tries++)
            if (Dice.OneIn(3) ? Deliver() : Dice.Pick(activities)())
                return true;
        return Array.Exists(activities, activity => activity()) || WaitForWhatIsDue();
    }

    bool WaitForWhatIsDue()
    {
        var due = services
            .SelectMany(service => service.Outbox.Select(row => row.DueAt))
            .Concat(PlatformSync.Pushes.Where(row => row.Push.State == "pending").Select(row => row.DueAt))
            .Concat(PlatformSync.Summaries.Values.SelectMany(summaries => summaries.Due))
            .Concat(PlatformSync.Workers.SelectMany(worker => worker.Due))
            .Concat(Platforms.Values.SelectMany(platform => platform.Due))
            .Where(time => time > Now && time < DateTimeOffset.MaxValue)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Min();
        if (due < Now)
            return false;
        Now = due;
        return true;
    }

    bool Deliver()
    {
        if (Broker.Take() is not { } delivery)
            return false;
        readers[delivery.Queue].Consume(delivery);
        return true;
    }

    bool PublishRules()
    {
        if (unpublished is not { } set || !Dice.OneIn(20) && Faults != Faults.None)
            return false;
        if (Transformation.Publish(set))
            unpublished = null;
        return true;
    }

    bool SetDays()
    {
        if (unset.Count == 0 || !Dice.OneIn(20) && Faults != Faults.None)
            return false;
        if (Ingestion.SetDays(unset.Peek()))
            unset.Dequeue();
        return true;
    }

    Dictionary<string, ServiceTwin> Readers() =>
        services
            .SelectMany(service => new[] { (Queue: service.Name, service), (Queue: service.Name + ".receipts", service) })
            .Append((Queue: AccountingSync.Messaging.Queues.PushOutcomes, service: (ServiceTwin)PlatformSync))
            .ToDictionary(pair => pair.Queue, pair => pair.service);
}
