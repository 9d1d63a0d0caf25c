using AccountingSync.Benchmarks;

namespace AccountingSync.Services.Tests.Benchmarks;

public sealed class What_is_typed_after_bench
{
    [Test]
    public void nothing_means_all_lanes() =>
        Assert.That(BenchArguments.Lanes.Where(BenchArguments.Parse([]).Wants), Is.EqualTo(BenchArguments.Lanes));

    [Test]
    public void names_mean_only_those()
    {
        var arguments = BenchArguments.Parse(["live", "unnest"]);
        Assert.That(BenchArguments.Lanes.Where(arguments.Wants), Is.EqualTo(new[] { "live", "unnest" }));
        Assert.That(arguments.IsWhole, Is.False);
    }

    [Test]
    public void a_full_ledger_may_be_filled_with_ten_million() =>
        Assert.That(BenchArguments.Parse(["full", "--stored", "10000000"]).Stored, Is.EqualTo(10_000_000));

    [TestCase("--runs")]
    [TestCase("--runs", "none")]
    [TestCase("--stored", "0")]
    [TestCase("faster")]
    public void what_makes_no_sense_is_refused(params string[] words) => Assert.Throws<FormatException>(() => BenchArguments.Parse(words));
}
