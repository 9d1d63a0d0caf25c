using System.CommandLine;
using AccountingSync.CommandLine.DemoDay;
using AccountingSync.CommandLine.Run;
using AccountingSync.CommandLine.Show;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Commands;

static class RunCommand
{
    static readonly Option<bool> Once = new("--once")
    {
        Description = "Play the demo day, check everything, write .local/demo-report.json, stop. 1 when a check fails.",
    };
    static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Only the services, with what is in them." };

    public static Command Build(Verb verb) => verb.Of("run", "The whole system on this machine, with a demo day; until Ctrl-C.", Run, Once, NoDemo);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        if (given.Value(Once) && given.Value(NoDemo))
            throw new CommandFailedException("--once checks the demo day; it does not go with --no-demo.");
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var ports = PortBlock.FromEnvironment();
        await using var run = await progress.During(() => LocalRun.Start(given.Installation, ports, durable: true, progress, stop));
        var code = given.Value(NoDemo) ? Empty(given, run) : await Demo(given, run, progress, stop);
        if (!given.Value(Once))
            await UntilStopped(progress, stop);
        return code;
    }

    static int Empty(Invocation given, LocalRun run)
    {
        given.Screen.Line($"Running. Ingestion {run.Address.Ingestion}, console {run.Address.Console}, sandbox {run.Address.Sandbox}");
        given.Screen.Line("Add an organisation in another terminal: ./acsync organisations add NAME");
        return ExitCode.Ok;
    }

    static async Task<int> Demo(Invocation given, LocalRun run, Progress progress, CancellationToken stop)
    {
        var outcome = await progress.During(() => DemoDayPlay.Play(run, given.Time, progress, stop));
        outcome.Report.Write(given.Installation.ReportFile);
        if (given.Json)
            given.Screen.Json(outcome.Report.ToJson());
        else
            DemoSummary.Print(given.Screen, run, outcome);
        return outcome.Report.Passed ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task UntilStopped(Progress progress, CancellationToken stop)
    {
        progress.Say("Running until Ctrl-C");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        progress.Say("Stopping");
    }
}
