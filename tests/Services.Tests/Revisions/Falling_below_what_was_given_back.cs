using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Revisions;

/// <summary>Revisions of a sale of 10 of which 6 were given back.</summary>
public sealed class Falling_below_what_was_given_back
{
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    static readonly TransactionName Sale = new("front-shop", "sale-1");
    static readonly TransactionName Refund = new("front-shop", "refund-1");
    static readonly TransactionState Standing = new(Revision: 1, Held: false, MappedRevision: 1, new RuleVersion("retail", 1));

    [Test]
    public void is_held_and_what_stood_goes_on_standing()
    {
        var (work, changed) = Decide(Revision(2, 5.99m), Standing);

        Assert.That(changed[Sale], Is.EqualTo(Standing with { Revision = 2, Held = true }));
        Assert.That((work.News().Post, work.News().Reverse), Is.EqualTo(((PostJournalEntries?)null, (ReverseJournalEntries?)null)));
        var held = work.StillHeld().Single();
        Assert.That(held.Code, Is.EqualTo(HeldReason.BelowGivenBack));
        Assert.That(held.Reason, Does.StartWith("6.00 USD of it was given back, and this revision is 5.99 USD (refund-1). Revision 1 stands."));
        Assert.That(work.News().Held!.Items.Single().OverdueAt, Is.EqualTo(Noon), "nothing that comes by itself mends it");
    }

    [Test]
    public void does_not_happen_to_one_that_has_enough()
    {
        var (work, changed) = Decide(Revision(2, 6m), Standing);

        Assert.That(changed[Sale].MappedRevision, Is.EqualTo(2));
        Assert.That(work.News().Reverse!.Items.Single().Reason, Does.Contain("revision 2"));
    }

    [Test]
    public void a_later_revision_that_has_enough_stands()
    {
        var (work, changed) = Decide(Revision(3, 8m), Standing with { Revision = 2, Held = true });

        Assert.That(changed[Sale], Is.EqualTo(new TransactionState(3, Held: false, 3, new RuleVersion("retail", 1))));
        Assert.That(work.DecidedAnew, Is.EqualTo(new[] { Sale }), "the one below is not held any more");
    }

    [Test]
    public void what_waits_for_its_original_may_do_so_for_as_long_as_the_rules_say()
    {
        var refund = Revision(1, 6m);
        refund = refund with { Transaction = refund.Transaction with { Id = Refund.Id, Kind = "refund", RelatedTo = Sale.Id } };
        var work = new MappedEnvelope("acme", new RuleBook([Retail]), Noon.AddDays(3));
        work.TakeNew(work.MapAlone([refund]), new HashSet<TransactionName> { Refund });

        Assert.That(work.StillHeld().Single().OverdueAt, Is.EqualTo(Noon.AddDays(14)), "from when it was accepted, however often it is decided");
    }

    static (MappedEnvelope Work, IReadOnlyDictionary<TransactionName, TransactionState> Changed) Decide(
        ReceivedTransaction item,
        TransactionState state
    )
    {
        var given = new Portion
        {
            Gross = 6m,
            Currency = "USD",
            Marks = [],
        };
        var row = new GivenBackRow(Refund, 1, Sale.Id, 1, new RuleVersion("retail", 1), given);
        var work = new MappedEnvelope("acme", new RuleBook([Retail]), Noon);
        var changed = work.Revise(
            [item],
            new Dictionary<TransactionName, TransactionState> { [Sale] = state },
            new Dictionary<TransactionName, IReadOnlyList<GivenBackRow>> { [Sale] = [row] }
        );
        return (work, changed);
    }

    static ReceivedTransaction Revision(int revision, decimal gross) =>
        new()
        {
            ReceivedAt = Noon,
            Transaction = new SourceTransactionData
            {
                Source = Sale.Source,
                Id = Sale.Id,
                Revision = revision,
                Kind = "sale",
                OccurredAt = Noon,
                Currency = "USD",
                Gross = gross,
            },
        };
}
