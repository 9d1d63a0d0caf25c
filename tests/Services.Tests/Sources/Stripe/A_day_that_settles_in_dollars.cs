using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Sandbox.Stripe;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>The sandbox's day in four currencies, each charge, refund and dispute at a rate of its own: what Stripe pays out is what the books say that it
/// owes.</summary>
public sealed class A_day_that_settles_in_dollars
{
    static readonly StripeDay Day = StripePlayer.Play(
        new StripePlan
        {
            Seed = 7,
            Charges = 400,
            Currencies = ["eur", "jpy", "kwd", "usd"],
            SettlesIn = "usd",
            Refunds = 0.3,
            Disputes = 0.1,
        }
    );

    [TestCase("{ book_in: settlement, difference: \"expenses:exchange\" }")]
    [TestCase("{ book_in: USD, difference: \"expenses:exchange\", until_known: hold }")]
    public void leaves_nothing_on_the_clearing_account_after_the_payout(string fx)
    {
        var entries = Entries(RetailEntries.WithExchange(fx));

        var lines = entries.SelectMany(entry => entry.Lines).ToList();
        Assert.That(lines.Select(line => line.Currency).Distinct(), Is.EqualTo(new[] { "USD" }));
        Assert.That(lines.Where(line => line.Account == "assets:clearing:stripe").Sum(line => line.Amount), Is.Zero);
        Assert.That(
            lines.Where(line => line.Account.StartsWith("assets:bank:", StringComparison.Ordinal)).Sum(line => line.Amount),
            Is.EqualTo(PaidOut())
        );
        Assert.That(lines.Where(line => line.Account == "expenses:exchange"), Is.Not.Empty);
    }

    [Test]
    public void stays_open_in_every_currency_where_the_rules_say_nothing_of_it()
    {
        var lines = Entries(ShippedRuleSets.Text(ShippedRuleSets.Retail)).SelectMany(entry => entry.Lines);
        var open = lines
            .Where(line => line.Account == "assets:clearing:stripe")
            .GroupBy(line => line.Currency)
            .Where(sum => sum.Sum(line => line.Amount) != 0m);
        Assert.That(open.Select(sum => sum.Key), Is.EquivalentTo(new[] { "EUR", "JPY", "KWD", "USD" }));
    }

    static decimal PaidOut() => Day.Expected.Totals["usd"].Payouts / 100m;

    /// <summary>Of the last revision of everything, sales first.</summary>
    static List<JournalEntry> Entries(string rules)
    {
        var set = ((RuleSetFileResult.Read)RuleSetFile.Parse(rules, "retail.yaml")).RuleSet;
        var last = Said().GroupBy(said => said.Id).ToDictionary(group => group.Key, group => group.MaxBy(said => said.Revision)!);
        var givenBack = new Dictionary<string, List<Portion>>();
        var entries = new List<JournalEntry>();
        foreach (var said in last.Values)
        {
            Original? original = null;
            var before = new List<Portion>();
            if (said is { Kind: TransactionKind.Refund, RelatedTo: { } id })
            {
                if (!givenBack.TryGetValue(id, out before))
                    givenBack.Add(id, before = []);
                original = new Original(last[id], set, before);
            }
            var result = RuleEvaluation.Map(said, set, "acme", original);
            Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), $"{said.Id}: {result}");
            var mapped = (MapResult.Mapped)result;
            if (mapped.GivesBack is { } portion)
                before.Add(portion);
            entries.Add(mapped.Entry);
        }
        return entries;
    }

    static IEnumerable<SourceTransaction> Said()
    {
        var stripe = new StripeSource();
        foreach (var sent in Day.Events)
        {
            var facts = Facts(stripe.Read("stripe", sent.Body));
            foreach (var said in facts.Transactions)
                yield return said;
            foreach (var wanted in facts.Wanted)
            {
                var found = Encoding.UTF8.GetBytes(Day.Objects.Single(made => made.Id == wanted.Id).Json);
                // The balance transaction of a payout and of a refund bears no fee.
                if (stripe.ReadFetched("stripe", wanted, Settlements.Together(wanted, found)) is SourceEvent.Facts fetched)
                    foreach (var said in fetched.Transactions)
                        yield return said;
            }
        }
    }

    static SourceEvent.Facts Facts(SourceEvent read)
    {
        Assert.That(read, Is.InstanceOf<SourceEvent.Facts>(), read.ToString());
        return (SourceEvent.Facts)read;
    }
}
