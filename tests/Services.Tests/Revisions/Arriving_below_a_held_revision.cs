using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Revisions;

public sealed class Arriving_below_a_held_revision
{
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    static readonly TransactionName Name = new("front-shop", "sale-1");

    [Test]
    public void one_that_the_rules_map_stands_meanwhile()
    {
        var (work, changed) = Decide(Revision(1, "sale"), new TransactionState(Revision: 2, Held: true, MappedRevision: null));

        Assert.That(changed[Name], Is.EqualTo(new TransactionState(Revision: 2, Held: true, MappedRevision: 1, new RuleVersion("retail", 1))));
        Assert.That(work.News().Post!.Items.Single().Entry.Revision, Is.EqualTo(1));
        Assert.That(work.DecidedAnew, Is.Empty, "the later one stays held");
    }

    [Test]
    public void one_takes_back_what_stood_before_it()
    {
        var (work, _) = Decide(Revision(2, "sale"), new TransactionState(Revision: 3, Held: true, MappedRevision: 1));

        Assert.That(work.News().Reverse!.Items.Single().EntryId, Is.EqualTo(EntryId.For("acme", Name.Source, Name.Id, 1, EntryPart.Entry)));
    }

    [Test]
    public void one_that_no_rule_maps_is_superseded()
    {
        var (work, changed) = Decide(Revision(1, "transfer"), new TransactionState(Revision: 2, Held: true, MappedRevision: null));

        Assert.That(changed, Is.Empty);
        Assert.That(work.News().Superseded!.Items.Single().ByRevision, Is.EqualTo(2));
        Assert.That(work.StillHeld(), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(2)]
    public void one_that_stands_or_is_older_changes_nothing(int revision)
    {
        var (work, changed) = Decide(Revision(revision, "sale"), new TransactionState(Revision: 3, Held: true, MappedRevision: 2));

        Assert.That(changed, Is.Empty);
        Assert.That(work.News().Post, Is.Null);
    }

    static (MappedEnvelope Work, IReadOnlyDictionary<TransactionName, TransactionState> Changed) Decide(
        ReceivedTransaction item,
        TransactionState state
    )
    {
        var work = new MappedEnvelope("acme", new RuleBook([Retail]), Noon);
        return (work, work.Revise([item], new Dictionary<TransactionName, TransactionState> { [Name] = state }));
    }

    static ReceivedTransaction Revision(int revision, string kind) =>
        new()
        {
            ReceivedAt = Noon,
            Transaction = new SourceTransactionData
            {
                Source = Name.Source,
                Id = Name.Id,
                Revision = revision,
                Kind = kind,
                OccurredAt = Noon,
                Currency = "USD",
                Gross = 10m,
            },
        };
}
