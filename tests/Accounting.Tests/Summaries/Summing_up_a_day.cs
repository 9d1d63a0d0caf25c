using AccountingSync.Accounting.Summaries;

namespace AccountingSync.Accounting.Tests.Summaries;

public sealed class Summing_up_a_day
{
    const string Organisation = "corner-shop";
    static readonly SummaryName Name = new("quickbooks", new DateOnly(2026, 7, 4), "stripe/USD", 1);

    [Test]
    public void Sales_and_refunds_stand_side_by_side()
    {
        var summary = Sum(
            Lines(("assets:clearing", 108m), ("income:sales", -100m), ("liabilities:tax", -8m)),
            Lines(("assets:clearing", 54m), ("income:sales", -50m), ("liabilities:tax", -4m)),
            Lines(("assets:clearing", -54m), ("income:sales", 50m), ("liabilities:tax", 4m))
        );

        Assert.That(
            summary.Lines.Select(line => $"{line.Account} {line.Amount} {line.Memo}"),
            Is.EqualTo([
                "assets:clearing 162 2 lines",
                "assets:clearing -54 1 line",
                "income:sales 50 1 line",
                "income:sales -150 2 lines",
                "liabilities:tax 4 1 line",
                "liabilities:tax -12 2 lines",
            ])
        );
        Assert.That(summary.Description, Is.EqualTo("2026-07-04 stripe/USD, 3 entries"));
    }

    [Test]
    public void Lines_of_other_dimensions_or_tax_codes_stay_apart()
    {
        static JournalLine Sale(decimal amount, string? taxCode, string? location) =>
            new("income:sales", "USD", amount)
            {
                TaxCode = taxCode,
                Dimensions = location is null ? null : new Dictionary<string, string> { ["location"] = location, ["class"] = "food" },
            };
        var cash = new JournalLine("assets:cash", "USD", 10m);

        var summary = Sum(
            [cash, Sale(-10m, "T1", "North")],
            [cash, Sale(-10m, "T1", "North")],
            [cash, Sale(-10m, "T2", "North")],
            [cash, Sale(-10m, "T1", "South")],
            [cash, Sale(-10m, null, null)]
        );

        Assert.That(
            summary.Lines.Select(line => $"{line.Account} {line.Amount} {line.TaxCode} {line.Dimensions?["location"]}".TrimEnd()),
            Is.EqualTo(["assets:cash 50", "income:sales -10", "income:sales -20 T1 North", "income:sales -10 T1 South", "income:sales -10 T2 North"])
        );
    }

    [Test]
    public void Its_total_is_the_total_of_its_entries_whatever_they_are()
    {
        var chance = 20260704u;
        for (var round = 0; round < 1_000; round++)
        {
            var entries = new List<IReadOnlyList<JournalLine>>();
            for (var left = 1 + Below(40, ref chance); left > 0; left--)
                entries.Add(Any(ref chance));

            var summary = Sum([.. entries]);

            Assert.That(summary.Totals["USD"], Is.EqualTo(entries.Sum(lines => lines.Sum(line => Math.Max(line.Amount, 0m)))));
            foreach (var account in entries.SelectMany(lines => lines).Select(line => line.Account).Distinct())
                Assert.That(
                    summary.Lines.Where(line => line.Account == account).Sum(line => line.Amount),
                    Is.EqualTo(entries.Sum(lines => lines.Where(line => line.Account == account).Sum(line => line.Amount)))
                );
        }
    }

    [Test]
    public void What_came_later_is_another_document_of_the_same_day()
    {
        var late = new SummaryLines();
        late.Add(Lines(("assets:clearing", 10m), ("income:sales", -10m)));

        var summary = (Name with { Number = 2 }).Entry(Organisation, late);

        Assert.That(summary.Date, Is.EqualTo(Name.Date));
        Assert.That(summary.Description, Is.EqualTo("2026-07-04 stripe/USD, 1 entry, part 2: what came later"));
        Assert.That(summary.Id, Is.Not.EqualTo(Name.IdIn(Organisation)).And.EqualTo((Name with { Number = 2 }).IdIn(Organisation)));
    }

    [TestCase("source", "stripe/USD")]
    [TestCase("source, location", "stripe/North/USD")]
    [TestCase("rule, source", "sale.card/stripe/USD")]
    [TestCase("department", "-/USD", Description = "no line has it")]
    [TestCase("", "USD", Description = "all of a day")]
    public void Grouped_by_what_the_connection_says(string fields, string group) =>
        Assert.That(GroupOf(fields, "stripe", ("North", "USD"), (null, "USD")), Is.EqualTo(group));

    [Test]
    public void An_entry_in_two_places_or_currencies_is_of_the_group_of_both() =>
        Assert.That(GroupOf("location", "stripe", ("South", "USD"), ("North", "EUR")), Is.EqualTo("North+South/EUR+USD"));

    [Test]
    public void Groups_of_other_values_never_have_the_same_name()
    {
        string[] names = ["a/b", "a%2Fb", "a+b", "a", "b", "%", "-"];

        var groups = names.SelectMany(first => names.Select(second => GroupOf("source, location", first, (second, "USD")))).ToList();

        Assert.That(groups, Is.Unique);
    }

    [TestCase(
        "granularity",
        "hourly",
        "granularity is 'hourly'; it is entry (a document for each), daily (a document for each day and group) or payout (a document for each payout)."
    )]
    [TestCase("summary_at", "4am", "summary_at is '4am'; it is a time of the day like 04:00.")]
    [TestCase("time_zone", "EST5", "time_zone is 'EST5'; it is the name of a zone like America/New_York.")]
    public void A_setting_that_says_nothing_is_refused(string setting, string value, string problem)
    {
        var settings = new Dictionary<string, string> { ["granularity"] = "daily", [setting] = value };

        Assert.That(Granularity.Of(settings), Is.EqualTo(new Granularity.Invalid(problem)));
    }

    [Test]
    public void Without_settings_each_entry_is_a_document() =>
        Assert.That(Granularity.Of(new Dictionary<string, string>()), Is.TypeOf<Granularity.EachEntry>());

    static string GroupOf(string fields, string source, params (string? Location, string Currency)[] lines) =>
        (
            (Granularity.Daily)Granularity.Of(new Dictionary<string, string> { ["granularity"] = "daily", ["group_by"] = fields })
        ).Summaries.Grouping.GroupOf(
            source,
            "sale.card",
            [
                .. lines.Select(line => new JournalLine("income:sales", line.Currency, 1m)
                {
                    Dimensions = line.Location is null ? null : new Dictionary<string, string> { ["location"] = line.Location },
                }),
            ]
        );

    static JournalEntry Sum(params IReadOnlyList<JournalLine>[] entries)
    {
        var sums = new SummaryLines();
        foreach (var lines in entries)
            sums.Add(lines);
        return Name.Entry(Organisation, sums);
    }

    static IReadOnlyList<JournalLine> Lines(params (string Account, decimal Amount)[] lines) =>
        [.. lines.Select(line => new JournalLine(line.Account, "USD", line.Amount))];

    static List<JournalLine> Any(ref uint chance)
    {
        string[] accounts = ["assets:clearing", "assets:cash", "income:sales", "liabilities:tax", "expenses:fees"];
        var lines = new List<JournalLine>();
        for (var left = 1 + Below(4, ref chance); left > 0; left--)
            lines.Add(new JournalLine(accounts[Below(accounts.Length, ref chance)], "USD", (Below(20_000, ref chance) - 10_000) / 100m));
        lines.Add(new JournalLine("equity:rest", "USD", -lines.Sum(line => line.Amount)));
        return lines;
    }

    static int Below(int limit, ref uint chance)
    {
        chance = unchecked((chance * 1_664_525u) + 1_013_904_223u);
        return (int)((chance >> 8) % (uint)limit);
    }
}
