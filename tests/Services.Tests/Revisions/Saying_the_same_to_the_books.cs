using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Revisions;

/// <summary>A payout comes first as an amount, and later with what it settles.</summary>
public sealed class Saying_the_same_to_the_books
{
    static readonly RuleBook Retail = new([ShippedRuleSets.Load(ShippedRuleSets.Retail)]);
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    static readonly TransactionName Name = new("stripe", "po_1");
    static readonly ContentData[] Whole = [new("ch_1", "payment", 100m), new("txn_1", "fee", -3m)];
    static readonly ContentData[] InPart = [new("ch_1", "payment", 100m), new("txn_1", null, -3m)];

    readonly Dictionary<TransactionName, TransactionState> states = [];

    [SetUp]
    public void Know_nothing() => states.Clear();

    [Test]
    public void makes_no_second_entry_and_takes_nothing_back()
    {
        Decide(Revision(1));
        var news = Decide(Revision(2, Whole)).News();

        Assert.That(
            (news.Post, news.Reverse, news.Held),
            Is.EqualTo(((PostJournalEntries?)null, (ReverseJournalEntries?)null, (SourceTransactionsHeld?)null))
        );
        Assert.That(news.Superseded!.Items.Select(item => (item.Revision, item.ByRevision)), Is.EqualTo([(2, 1)]));
        Assert.That((states[Name].Revision, states[Name].MappedRevision, states[Name].Held), Is.EqualTo((2, 1, false)));
    }

    [Test]
    public void asserts_what_the_later_one_settles()
    {
        Assert.That(Decide(Revision(1)).News().Asserted.Single().Items.Single().Contents, Is.Null);
        var asserted = Decide(Revision(2, Whole)).News().Asserted.Single().Items.Single();

        Assert.That(asserted.Contents, Is.EqualTo(Whole));
        Assert.That(
            (asserted.Revision, asserted.Clearing, asserted.Suspense),
            Is.EqualTo((2, "assets:clearing:stripe", "liabilities:suspense:stripe"))
        );
    }

    [Test]
    public void both_in_one_envelope_make_one_entry()
    {
        var news = Decide(Revision(2, Whole), Revision(1)).News();

        Assert.That(news.Post!.Items.Single().Entry.Revision, Is.EqualTo(1));
        Assert.That(news.Reverse, Is.Null);
    }

    [Test]
    public void the_later_one_first_makes_the_only_entry()
    {
        Decide(Revision(2, Whole));
        var news = Decide(Revision(1)).News();

        Assert.That(news.Post, Is.Null);
        Assert.That(news.Superseded!.Items.Select(item => (item.Revision, item.ByRevision)), Is.EqualTo([(1, 2)]));
        Assert.That(news.Asserted, Is.Empty, "what the later one said counts");
    }

    [Test]
    public void one_that_recognises_less_replaces_the_entry()
    {
        Decide(Revision(1));
        var news = Decide(Revision(2, InPart)).News();

        Assert.That(
            news.Post!.Items.Single().Entry.Lines.Select(line => (line.Account, line.Amount)),
            Does.Contain(("liabilities:suspense:stripe", 3m))
        );
        Assert.That(news.Reverse!.Items.Single().EntryId, Is.EqualTo(EntryId.For("acme", Name.Source, Name.Id, 1, EntryPart.Entry)));
    }

    [Test]
    public void one_after_it_takes_back_the_entry_that_stands()
    {
        Decide(Revision(1));
        Decide(Revision(2, Whole));
        var news = Decide(Revision(3, InPart)).News();

        Assert.That(news.Post!.Items.Single().Entry.Revision, Is.EqualTo(3));
        Assert.That(news.Reverse!.Items.Single().EntryId, Is.EqualTo(EntryId.For("acme", Name.Source, Name.Id, 1, EntryPart.Entry)));
    }

    [Test]
    public void one_that_was_held_before_it_in_the_same_envelope_is_held_no_more()
    {
        Decide(Revision(1));
        var unknown = Revision(2);
        var work = Decide(unknown with { Transaction = unknown.Transaction with { Currency = "ZZZ" } }, Revision(3, Whole));

        Assert.That(work.Held.Select(item => item.Item.Transaction.Revision), Is.EqualTo([2]));
        Assert.That(work.StillHeld(), Is.Empty);
        Assert.That((states[Name].Revision, states[Name].Held), Is.EqualTo((3, false)));
    }

    [Test]
    public void an_entry_of_which_no_fingerprint_was_noted_is_replaced()
    {
        Decide(Revision(1));
        states[Name] = states[Name] with { Fingerprint = null };

        Assert.That(Decide(Revision(2, Whole)).News().Reverse, Is.Not.Null);
    }

    MappedEnvelope Decide(params ReceivedTransaction[] items)
    {
        var work = new MappedEnvelope("acme", Retail, Noon);
        foreach (var (name, state) in work.Revise(items, states))
            states[name] = state;
        return work;
    }

    static ReceivedTransaction Revision(int revision, ContentData[]? contents = null) =>
        new()
        {
            ReceivedAt = Noon,
            Transaction = new SourceTransactionData
            {
                Source = Name.Source,
                Id = Name.Id,
                Revision = revision,
                Kind = "payout",
                OccurredAt = Noon,
                Currency = "USD",
                Gross = 97m,
                Contents = contents,
            },
        };
}
