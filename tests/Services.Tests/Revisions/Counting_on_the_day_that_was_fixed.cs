using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Revisions;

/// <summary>What a message says about the days of its transaction, and what entries make of it.</summary>
public sealed class Counting_on_the_day_that_was_fixed
{
    static readonly DateTimeOffset Occurred = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Received = new(2026, 2, 5, 12, 0, 0, TimeSpan.Zero);

    static readonly FirstAcceptanceData Fixed = new(
        new DateTimeOffset(2026, 2, 3, 12, 0, 0, TimeSpan.Zero),
        OccurredOn: new DateOnly(2026, 1, 30),
        AcceptedOn: new DateOnly(2026, 2, 2)
    );

    [TestCase("occurred_at", "2026-01-30")]
    [TestCase("accepted_at", "2026-02-02")]
    public void is_the_entry_s(string by, string day) => Assert.That(Date(by, Fixed), Is.EqualTo(day));

    [TestCase("occurred_at", "2026-01-31")]
    [TestCase("accepted_at", "2026-02-03", Description = "when the fact was accepted first, and not this revision")]
    public void is_the_rules_to_say_where_none_was(string by, string day) =>
        Assert.That(Date(by, Fixed with { OccurredOn = null, AcceptedOn = null }), Is.EqualTo(day));

    [TestCase("occurred_at", "2026-01-31")]
    [TestCase("accepted_at", "2026-02-05")]
    public void is_of_when_it_was_received_in_a_message_that_says_no_more(string by, string day) => Assert.That(Date(by, null), Is.EqualTo(day));

    static string Date(string by, FirstAcceptanceData? first)
    {
        var rules = RuleSetFile.Parse(
            $$"""
            ruleset: shop
            version: 1
            effective: { from: 2020-01-01, by: {{by}}, tz: UTC }
            rules:
              - id: sale
                when: { kind: sale }
                lines: [{ dr: "assets:cash", amount: gross }, { cr: "income:sales", amount: gross }]
            """,
            "shop.yaml"
        );
        var work = new MappedEnvelope("acme", new RuleBook([((RuleSetFileResult.Read)rules).RuleSet]), Received);
        work.Revise([Sale(first)], new Dictionary<TransactionName, TransactionState>());
        return work.News().Post!.Items.Single().Entry.Date.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
    }

    static ReceivedTransaction Sale(FirstAcceptanceData? first) =>
        new()
        {
            ReceivedAt = Received,
            Transaction = new SourceTransactionData
            {
                Source = "till",
                Id = "s-1",
                Revision = 1,
                Kind = "sale",
                OccurredAt = Occurred,
                Currency = "USD",
                Gross = 10m,
                FirstAccepted = first,
            },
        };
}
