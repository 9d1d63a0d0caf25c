namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Lets services die at each of their named failpoints, one after the other, and starts them again; strikes with the other
/// families of faults in between. Not all die at the same time, because a service that gets nothing to do from the one before it reaches
/// no failpoint. The seed decides the order.</summary>
public sealed class Chaos(ServicesUnderFire services, Strikes strikes, FaultTally tally, Dice dice, CampaignSize size)
{
    static readonly string[] Dispatch = ["outbox.claimed", "outbox.published", "outbox.confirmed", "outbox.marked"];
    static readonly string[] Consume = ["consume.received", "consume.handled", "consume.before-commit", "consume.committed"];

    /// <summary>Each step of each service.</summary>
    public static IReadOnlyDictionary<string, string[]> Failpoints { get; } =
        new Dictionary<string, string[]>
        {
            ["ingestion"] = ["accept.before-commit", "accept.committed", .. Dispatch, "receipt.recorded"],
            ["transformation"] = [.. Consume, "receipt.sent", .. Dispatch, "receipt.recorded"],
            ["ledger-writer"] = [.. Consume, "ledger.inserted", "receipt.sent", .. Dispatch, "receipt.recorded", "seal.before-commit"],
            ["platform-sync"] =
            [
                .. Consume,
                "push.intent-stored",
                "push.answered",
                "push.recorded",
                "summary.before-commit",
                "summary.committed",
                "saga.loaded",
                .. Dispatch,
            ],
            ["reconciliation"] = [.. Consume, "receipt.sent", "reconcile.before-commit", "reconcile.committed"],
        };

    /// <summary>How long a service that is ready may take to reach its failpoint.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Or one that does not become ready, because its servers are away.</summary>
    static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);

    /// <summary>A failpoint that nothing reached is tried again after the others, as often as this.</summary>
    const int Tries = 2;

    /// <summary>The longest is a broker's start on a busy machine.</summary>
    static readonly TimeSpan StrikeLimit = TimeSpan.FromMinutes(2.5);
    int done;
    volatile string underWay = "nothing";

    int Planned => size.Deaths * Failpoints.Values.Sum(points => points.Length) + size.Strikes * strikes.All.Count;

    /// <summary>How much of the plan has been carried out, from 0 to 1.</summary>
    public double Progress => (double)Volatile.Read(ref done) / Planned;

    public async Task Run(CancellationToken load, CancellationToken stop)
    {
        var plans = Failpoints.ToDictionary(service => service.Key, service => Plan(service.Value));
        var order = Enumerable.Range(0, size.Strikes).SelectMany(_ => dice.Shuffled(strikes.All)).ToList();
        var turns = dice.Shuffled(services.Names);
        using var places = new SemaphoreSlim(size.AtOnce);
        await Task.WhenAll([.. turns.Select(service => DieInTurn(service, plans[service], places, load, stop)), StrikeWithEach(order, load, stop)]);
    }

    async Task DieInTurn(string service, List<string> plan, SemaphoreSlim places, CancellationToken load, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            await DieAtEach(service, plan, load, stop);
            await services.Arm(service, failpoint: null, stop);
        }
        finally
        {
            places.Release();
        }
    }

    List<string> Plan(string[] points) =>
        [.. Enumerable.Range(0, size.Deaths).SelectMany(_ => dice.Shuffled(points)).Select(point => $"{point}:{1 + dice.Below(2)}")];

    /// <summary>Arms the next failpoint and waits until it has struck. Where none strikes in time, because nothing of the kind happens
    /// now, the service is killed wherever it is, and the failpoint has another turn.</summary>
    async Task DieAtEach(string service, List<string> plan, CancellationToken load, CancellationToken stop)
    {
        var open = new Queue<(string Point, int Tries)>(plan.Select(point => (point, Tries)));
        while (!load.IsCancellationRequested && open.TryDequeue(out var next))
        {
            await services.Arm(service, next.Point, stop);
            await WaitForDeath(service, load, stop);
            var hasStruck = services.IsDead(service);
            tally.Kill(hasStruck ? $"{service} at {next.Point.Split(':')[0]}" : $"{service} at any time");
            if (!hasStruck && next.Tries > 1)
                open.Enqueue((next.Point, next.Tries - 1));
            else
                Interlocked.Increment(ref done);
        }
    }

    async Task WaitForDeath(string service, CancellationToken load, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(load, stop);
        patience.CancelAfter(LongestPatience);
        var isReady = false;
        while (!services.IsDead(service) && !patience.IsCancellationRequested)
        {
            if (!isReady && (isReady = await services.IsReady(service, stop)))
                patience.CancelAfter(Patience);
            await Task.Delay(50, stop);
        }
    }

    async Task StrikeWithEach(List<Strike> order, CancellationToken load, CancellationToken stop)
    {
        foreach (var strike in order.TakeWhile(_ => !load.IsCancellationRequested))
        {
            underWay = strike.Family;
            await Strike(strike, stop);
            underWay = "nothing";
            Interlocked.Increment(ref done);
            await Pause(load, stop);
        }
    }

    /// <summary>A strike undoes itself, and says so when it cannot: otherwise the rest of the round would only show what comes of it.</summary>
    static async Task Strike(Strike strike, CancellationToken stop)
    {
        try
        {
            await strike.Do(stop).WaitAsync(StrikeLimit, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The strike \"{strike.Family}\" did not come to its end.", fault);
        }
    }

    public override string ToString() => $"{done} of {Planned} deaths and strikes done, strike under way: {underWay}";

    /// <summary>A while, or less when the load has ended.</summary>
    async Task Pause(CancellationToken load, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(load, stop);
        await Task.Delay(TimeSpan.FromMilliseconds(300 + dice.Below(500)), either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
