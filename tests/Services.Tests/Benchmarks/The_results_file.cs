using System.Text.Json;
using AccountingSync.Benchmarks.Full;
using AccountingSync.Benchmarks.Results;

namespace AccountingSync.Services.Tests.Benchmarks;

/// <summary>People script against it.</summary>
public sealed class The_results_file
{
    static readonly ResultDocument Results = SampleResults.Document(("live.posted_per_s", "1/s", [3, 1, 2]), ("cpu.us_per_transaction", "µs", [5]));

    static JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Results.ToJson());

    static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    [Test]
    public void has_machine_commit_figures_and_checks() =>
        Assert.Multiple(() =>
        {
            Assert.That(Members(Json), Is.EqualTo(new[] { "machine", "commit", "figures", "checks" }));
            Assert.That(Members(Json.GetProperty("machine")), Does.Contain("fdatasync_microseconds"));
            Assert.That(Members(Json.GetProperty("figures")[0]), Is.EqualTo(new[] { "name", "unit", "median", "min", "max", "runs" }));
            Assert.That(Members(Json.GetProperty("checks")[0]), Is.EqualTo(new[] { "name", "lost", "doubled", "trial_balance" }));
        });

    [Test]
    public void says_median_and_spread_of_the_runs_in_their_order()
    {
        var figure = Json.GetProperty("figures")[0];
        Assert.Multiple(() =>
        {
            Assert.That(figure.GetProperty("name").GetString(), Is.EqualTo("live.posted_per_s"));
            Assert.That(figure.GetProperty("median").GetDouble(), Is.EqualTo(2));
            Assert.That(figure.GetProperty("min").GetDouble(), Is.EqualTo(1));
            Assert.That(figure.GetProperty("max").GetDouble(), Is.EqualTo(3));
            Assert.That(figure.GetProperty("runs").EnumerateArray().Select(run => run.GetDouble()), Is.EqualTo(new double[] { 3, 1, 2 }));
        });
    }

    [Test]
    public void is_read_as_it_was_written() => Assert.That(ResultDocument.Parse(Results.ToJson()).ToJson(), Is.EqualTo(Results.ToJson()));

    [Test]
    public void has_no_figure_for_what_was_not_measured()
    {
        var figures = new Figures();
        figures.Add("idle.live_p99_ms", "ms", double.NaN);
        Assert.That(figures.All, Is.Empty);
    }

    [Test]
    public void compares_runs_with_each_other()
    {
        var figures = new Figures();
        foreach (var (ours, theirs) in new[] { (10d, 5d), (30d, 10d), (8d, 8d) })
        {
            figures.Add("live.posted_per_s", "1/s", ours);
            figures.Add("plain_consumer.posted_per_s", "1/s", theirs);
        }
        Ratios.Add(figures);
        Assert.That(figures.All.Single(figure => figure.Name == "ratio.live_to_plain_consumer").Runs, Is.EqualTo(new double[] { 2, 3, 1 }));
    }

    [TestCase(10_000_000, "full_ledger")]
    [TestCase(1_000_000, "full_ledger_of_1000000")]
    public void says_in_the_name_how_full_the_ledger_was(long stored, string name) => Assert.That(FullLedgerNames.For(stored), Is.EqualTo(name));
}
