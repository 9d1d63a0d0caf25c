namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Random days under random faults, each from a seed. One alone is repeated by <c>ACCOUNTINGSYNC_SEED=1234 ./test one_seed</c>.</summary>
[Category("Simulation")]
[Parallelizable(ParallelScope.Children)]
public sealed class Playing_the_domain_flow
{
    const int Seeds = 10_000;
    const int SeedsPerCase = 500;

    static IEnumerable<int> FirstSeeds() => Enumerable.Range(0, Seeds / SeedsPerCase).Select(part => part * SeedsPerCase + 1);

    [TestCaseSource(nameof(FirstSeeds))]
    public void ends_in_the_same_agreeing_books_whatever_goes_wrong(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + SeedsPerCase; seed++)
            if (Playthrough.Violations((ulong)seed).Count > 0)
                Assert.Fail(Playthrough.Report((ulong)seed));
    }

    [Test]
    public void one_seed_repeats_exactly()
    {
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var (once, again) = (new List<string>(), new List<string>());

        var violations = Playthrough.Violations(seed, trace: once);
        Playthrough.Violations(seed, trace: again);

        Assert.That(again, Is.EqualTo(once));
        Assert.That(violations, Is.Empty, Playthrough.Report(seed));
    }
}
