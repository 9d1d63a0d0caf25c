namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Shows that the simulation can fail: each protection is needed, and the oracle notices when it is not there.</summary>
public sealed class Leaving_out_a_protection
{
    const int Seeds = 120;

    [TestCase(nameof(Without.InboxAndNaturalKey), "posted 2 times")]
    [TestCase(nameof(Without.LookUp), "there are 2 documents")]
    [TestCase(nameof(Without.Republishing), "is lost")]
    [TestCase(nameof(Without.Confirms), "is lost")]
    [TestCase(nameof(Without.WakingRefunds), "stands revision none, not 1")]
    [TestCase(nameof(Without.GatheringPayouts), "is settled by p-1, and summed up in")]
    [TestCase(nameof(Without.MarkingSummed), "is no summary")]
    [TestCase(nameof(Without.KeepingDays), "has several days")]
    public void is_noticed(string protection, string violation)
    {
        var without = Enum.Parse<Without>(protection);
        var noticed = Enumerable
            .Range(1, Seeds)
            .Where(seed => Playthrough.Violations((ulong)seed, without).Any(found => found.Contains(violation, StringComparison.Ordinal)))
            .ToList();

        TestContext.Out.WriteLine($"Without {without}: '{violation}' in {noticed.Count} of {Seeds} seeds, first in {noticed.FirstOrDefault()}.");
        Assert.That(noticed, Is.Not.Empty);
    }

    /// <summary>The inbox may forget: what was decided, posted or enqueued is known by its own key.</summary>
    [Test]
    public void of_the_inbox_alone_leaves_the_books_and_the_platforms_right() =>
        Assert.That(
            Enumerable
                .Range(1, Seeds)
                .SelectMany(seed => Playthrough.Violations((ulong)seed, Without.Inbox))
                .Where(violation => !IsOfTheSearch(violation)),
            Is.Empty
        );

    /// <summary>A search begun a second time is what the inbox alone prevents. It stays open, and gives up at once when the push is unknown again on another
    /// day.</summary>
    static bool IsOfTheSearch(string violation) =>
        violation.Contains("searches for outcomes", StringComparison.Ordinal)
        || violation.Contains("its push is unknown", StringComparison.Ordinal)
        || violation.Contains("its push is parked", StringComparison.Ordinal)
        || violation.Contains(nameof(Accounting.Reconciliation.DiscrepancyType.MissingInPlatform), StringComparison.Ordinal);
}
