using AccountingSync.Benchmarks.Live;
using Npgsql;

namespace AccountingSync.Benchmarks.Soak;

/// <summary>Two million sales through the same processes and into a journal file, a minute at a time; after each, when all is settled, what must not
/// have grown is looked at.</summary>
/// <param name="directory">Of the system that is measured.</param>
sealed class SoakLane(BenchRun run, string directory, Action<string> say)
{
    const int Sales = 2_000_000;
    static readonly TimeSpan Stretch = TimeSpan.FromMinutes(1);

    public async Task Run(CancellationToken stop)
    {
        await using var owner = NpgsqlDataSource.Create(run.System.OwnerConnectionString);
        var organisation = await BenchOrganisation.SetUp(run.System, "soak", stop);
        var journal = new SoakJournal(directory, owner);
        await SoakJournal.Connect(run.System, organisation, stop);
        using var load = new SustainedLoad(run, new LedgerWatch(owner), organisation, run.Seed(0));
        var seen = new List<SoakSample>();
        do
        {
            await load.WarmUp(Stretch, stop);
            await journal.Drain(run.Time, stop);
            seen.Add(await SoakSample.Take(run.System, owner, load.Accepted, stop));
            say("  " + seen[^1]);
        } while (seen[^1].Sales < Sales);

        // The first quarter is the compiler's.
        var part = Math.Max(seen.Count / 4, 1);
        foreach (var service in SustainedLoad.Services)
        {
            run.Figures.Add($"soak.second_quarter.rss.{service}.mb", "MB", Mean(seen.Skip(part).Take(part), service));
            run.Figures.Add($"soak.last_quarter.rss.{service}.mb", "MB", Mean(seen.TakeLast(part), service));
        }
        run.Figures.Add("soak.outbox_rows_when_settled", "rows", seen.Max(sample => sample.Outbox));
        run.Figures.Add(
            "soak.second_quarter.inbox_rows",
            "rows",
            seen.Skip(part).Take(part).Select(sample => sample.Inbox).DefaultIfEmpty(0).Average()
        );
        run.Figures.Add("soak.last_quarter.inbox_rows", "rows", seen.TakeLast(part).Average(sample => sample.Inbox));
        run.Figures.Add("soak.connections_least", "", seen.Min(sample => sample.Connections));
        run.Figures.Add("soak.connections_most", "", seen.Max(sample => sample.Connections));
        run.Figures.Checks.Add(await load.Check("soak", stop));
        run.Figures.Checks.Add(await journal.Check(organisation, load.Accepted, stop));
    }

    static double Mean(IEnumerable<SoakSample> samples, string service) =>
        samples.Select(sample => sample.Memory[service]).DefaultIfEmpty(0).Average();
}
