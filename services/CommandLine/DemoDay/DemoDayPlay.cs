using System.Security.Cryptography;
using AccountingSync.Accounting;
using AccountingSync.CommandLine.DemoDay.Checks;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Run;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>The report, and what a person needs to look further.</summary>
sealed record DemoOutcome(DemoReport Report, DemoOrganisation Organisation, string Planted);

/// <summary>Plays one day of real payloads through all three doors, lets a bookkeeper edit one entry in QuickBooks, waits until
/// everything has settled, and checks the result from outside.</summary>
static class DemoDayPlay
{
    const decimal PlantedDifference = 10m;

    public static async Task<DemoOutcome> Play(LocalRun run, TimeProvider time, Progress progress, CancellationToken stop)
    {
        using var sandbox = new SandboxCompany(run.Address.Sandbox);
        progress.Say("Setting up an organisation, its rules, a QuickBooks company and its connections");
        var demo = await DemoOrganisation.SetUp(run, sandbox, stop);
        using var console = new Endpoint("The console", run.Address.Console, demo.OperatorKey);
        using var ingestion = new Endpoint("Ingestion", run.Address.Ingestion, demo.SourceKey);
        using var stranger = new Endpoint("Ingestion", run.Address.Ingestion, Security.ApiKey.Generate());
        var settlement = new Settlement(console, progress, time);
        var plan = DemoPlan.For((ulong)demo.Number);
        var log = new SentLog();
        var traceId = RandomNumberGenerator.GetHexString(32, lowercase: true);

        progress.Say("Sending the day through webhooks, REST and the queue");
        var rest = new RestDoor(ingestion, stranger, log);
        var gateway = run.Local.Rabbit.Management is null ? run.Local.BrokerAdministrator : await run.Local.GatewayAddress(demo.Name, stop);
        await Task.WhenAll(
            new WebhookDoor(sandbox, demo, run.Address.Ingestion, log).Send(stop),
            rest.Send(plan.Rest, $"00-{traceId}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}-01", stop),
            new QueueDoor(gateway, run.Local.BrokerAuthorityFile, demo.Name, log).Send(plan.Queue, stop)
        );

        progress.Say("Correcting a price: a later revision of a sale that is posted");
        var mispriced = plan.Rest[4];
        await settlement.Posted(mispriced, stop);
        var corrected = Shop.Corrected(mispriced);
        await rest.SendOne(corrected, stop);

        progress.Say("Waiting until everything is posted, pushed and compared");
        var expected = log.Expected;
        var entries = expected.Count(sent => !sent.MakesNoEntry) + 1; // The correction's reversal.
        await settlement.Everything(expected.Count, entries, stop);

        progress.Say("A bookkeeper edits one entry in QuickBooks");
        var planted = await PlantEdit(console, sandbox, demo, plan.Rest[0], stop);
        await settlement.FoundEdit(planted.Id, stop);
        (await console.Post("v1/reconciliations", null, stop)).Must();
        await settlement.Sealed(stop);

        progress.Say("Checking the result from outside");
        var findings = await Findings.Read(console, demo.Name, stop);
        var journals = await JournalChecks.Of(demo, findings, stop);
        List<DemoCheck> checks =
        [
            .. DoorChecks.Of(log, findings),
            .. LedgerChecks.Of(log, findings, corrected),
            .. journals,
            .. await QuickBooksChecks.Of(sandbox, demo, findings, planted, stop),
            AgreementCheck.Of(findings, planted),
            await TraceCheck.Of(run.Traces, traceId, settlement, stop),
        ];
        return new DemoOutcome(Report(findings, checks, demo, traceId, progress), demo, PlatformKey.For(planted.Id));
    }

    /// <summary>The entry of the sale, with another amount on its first line than the ledger says.</summary>
    static async Task<JournalEntry> PlantEdit(
        Endpoint console,
        SandboxCompany sandbox,
        DemoOrganisation demo,
        DemoTransaction sale,
        CancellationToken stop
    )
    {
        var id = EntryId.For(demo.Name, sale.Source, sale.Id, sale.Revision, EntryPart.Entry);
        var entry =
            new PostedEntries(console, demo.Name).All().FirstOrDefault(candidate => candidate.Id == id)
            ?? throw new CommandFailedException($"The sale {sale.Id} was never posted, so nobody can edit its entry.", ExitCode.Found);
        await sandbox.Edit(demo.Realm, PlatformKey.For(id), line: 0, Math.Abs(entry.Lines[0].Amount) + PlantedDifference, stop);
        return entry;
    }

    static DemoReport Report(Findings findings, IReadOnlyList<DemoCheck> checks, DemoOrganisation demo, string traceId, Progress progress) =>
        new()
        {
            Received = findings.Count("received"),
            Duplicates = findings.Count("duplicates"),
            Refused = findings.Count("refused"),
            Held = findings.Count("held"),
            Posted = findings.Count("posted"),
            Superseded = findings.Count("superseded"),
            Pushed = findings.Summary.List("pushed").ToDictionary(platform => platform.Text("platform")!, platform => platform.Number("written")),
            Discrepancies = findings.Discrepancies.Select(Findings.EntryOf).Distinct().Count(),
            Corrections = 0,
            TrialBalance = findings
                .TrialBalance.GetProperty("totals")
                .EnumerateObject()
                .ToDictionary(total => total.Name, total => total.Value.GetString()!),
            JournalFile = demo.HledgerFile,
            TraceId = traceId,
            Seconds = decimal.Round((decimal)progress.Elapsed.TotalSeconds, 1),
            Checks = checks,
        };
}
