using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Transformation.Prove;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>What is held has no entry, so the set says on which day it would be posted.</summary>
public sealed class Looking_at_held_ones_of_some_days
{
    const string File = """
        ruleset: shop
        version: 1
        effective: { from: 2026-01-01, tz: America/New_York, day_ends: "03:00" }
        rules:
          - id: sale
            when: { kind: sale }
            lines:
              - { dr: "assets:cash", amount: gross }
              - { cr: "income:sales", amount: gross }
        """;

    static RuleSet Set => ((RuleSetFileResult.Read)RuleSetFile.Parse(File, "shop.yaml")).RuleSet;

    // Two in the night in New York, before the day ends there.
    static readonly DecidedBefore Held = new(
        Entry: null,
        new SourceTransactionData
        {
            Source = "till",
            Id = "s-1",
            Revision = 1,
            Kind = "sale",
            OccurredAt = new DateTimeOffset(2026, 2, 2, 7, 0, 0, TimeSpan.Zero),
            Currency = "USD",
            Gross = 10m,
        }
    );

    [TestCase(null, null, true)]
    [TestCase("2026-02-01", "2026-02-01", true)]
    [TestCase("2026-02-02", null, false)]
    [TestCase(null, "2026-01-31", false)]
    public void asks_for_the_business_day(string? from, string? to, bool isLookedAt)
    {
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(PreviewRoute.IsLookedAt(Held, Set, Day(from), Day(to)), Is.EqualTo(isLookedAt));
    }

    [Test]
    public void a_file_is_examined_once_for_all_pages()
    {
        var sets = new ExaminedSets();
        var first = sets.Of(File, "shop.yaml", CancellationToken.None).Set;
        Assert.That(first, Is.Not.Null);
        Assert.That(sets.Of(File, "shop.yaml", CancellationToken.None).Set, Is.SameAs(first));
        for (var version = 2; version < 20; version++)
            sets.Of(File.Replace("version: 1", $"version: {version}", StringComparison.Ordinal), "shop.yaml", CancellationToken.None);
        Assert.That(sets.Of(File, "shop.yaml", CancellationToken.None).Set, Is.Not.SameAs(first), "not kept for ever");
    }
}
