using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>One fault of a family, carried out when it is its turn.</summary>
public sealed record Strike(string Family, Func<CancellationToken, Task> Do);

/// <summary>The families of faults that a campaign strikes with, beside the deaths at named steps.</summary>
public sealed class Strikes
{
    readonly LocalSystem system;
    readonly FaultTally tally;
    readonly Dice dice;

    public Strikes(LocalSystem system, ServicesUnderFire services, SandboxFaults platform, ClosedMonth month, FaultTally tally, Dice dice)
    {
        (this.system, this.tally, this.dice) = (system, tally, dice);
        All =
        [
            Server("broker killed", KillBroker),
            Server("broker asked to stop", stop => system.RabbitServer!.RestartInOrderAsync(stop)),
            Server("broker's data wiped", WipeBroker),
            Server("broker's disk alarm", stop => Alarm(system.RabbitServer!.RaiseDiskAlarmAsync, system.RabbitServer!.ClearDiskAlarmAsync, stop)),
            Server(
                "broker's memory alarm",
                stop => Alarm(system.RabbitServer!.RaiseMemoryAlarmAsync, system.RabbitServer!.ClearMemoryAlarmAsync, stop)
            ),
            Server("database killed", KillDatabase),
            Server("database stopped at once", StopDatabase),
            new("all services killed at once", services.KillAll),
            .. Enumerable.Repeat(new Strike("service frozen and thawed", stop => services.Freeze(dice.Pick(services.Names), AWhile(), stop)), 2),
            .. Enumerable.Repeat(new Strike("service asked to stop", stop => services.RestartInOrder(dice.Pick(services.Names), stop)), 2),
            Server("platform down and back", stop => platform.Outage(AWhile(), stop)),
            Server("month closed and opened again", stop => month.CloseAndOpen(AWhile(), stop)),
            Server("tokens expired, replies to refreshing lost", stop => platform.ExpireTokens(AWhile(), stop)),
        ];
    }

    public IReadOnlyList<Strike> All { get; }

    /// <summary>Counted when it is over; those of services count for themselves.</summary>
    Strike Server(string family, Func<CancellationToken, Task> strike) =>
        new(
            family,
            async stop =>
            {
                await strike(stop);
                tally.Fault(family);
            }
        );

    async Task KillBroker(CancellationToken stop)
    {
        system.RabbitServer!.Kill();
        tally.Kill("broker");
        await system.RabbitServer.RestartAsync(stop);
    }

    async Task WipeBroker(CancellationToken stop)
    {
        tally.Kill("broker with its data");
        await system.RabbitServer!.WipeDataAndRestartAsync(stop);
    }

    async Task Alarm(Func<CancellationToken, Task> raise, Func<CancellationToken, Task> clear, CancellationToken stop)
    {
        await raise(stop);
        await Task.Delay(AWhile(), stop);
        await clear(stop);
    }

    async Task KillDatabase(CancellationToken stop)
    {
        system.PostgresServer!.Kill();
        tally.Kill("database");
        await system.PostgresServer.RestartAsync(stop);
    }

    async Task StopDatabase(CancellationToken stop)
    {
        await system.PostgresServer!.StopImmediatelyAsync(stop);
        tally.Kill("database by immediate stop");
        await system.PostgresServer.RestartAsync(stop);
    }

    TimeSpan AWhile() => TimeSpan.FromMilliseconds(1_000 + dice.Below(1_500));
}
