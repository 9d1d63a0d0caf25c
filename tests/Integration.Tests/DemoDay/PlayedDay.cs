using AccountingSync.CommandLine.DemoDay;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Run;
using AccountingSync.CommandLine.Show;
using AccountingSync.Integration.Tests.CommandLine;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.DemoDay;

/// <summary>One system on which the demo day was played, for all tests of this namespace.</summary>
[SetUpFixture]
public sealed class PlayedDay
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    static LocalRun? run;
    static DemoOutcome? outcome;

    internal static LocalRun Run => run!;
    internal static DemoOutcome Outcome => outcome!;
    internal static Terminal Terminal => new(Run.Installation);

    [OneTimeSetUp]
    public async Task Play()
    {
        using var limit = new CancellationTokenSource(Limit);
        var installation = new Installation(TestServers.DirectoryFor("demo")) { Binaries = CampaignSystem.Binaries() };
        var progress = new Progress(Screen.Into(TestContext.Progress, TestContext.Progress), TimeProvider.System);
        run = await LocalRun.Start(installation, PortBlock.FromEnvironment(), durable: false, progress, limit.Token);
        outcome = await DemoDayPlay.Play(run, TimeProvider.System, progress, limit.Token);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (run is not null)
            await run.DisposeAsync();
    }
}
