using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Asking_a_condition
{
    static readonly SourceTransaction Transaction = (
        Sale with
        {
            Location = "main-street",
            Tip = 5m,
            Items = [new("mug", "product", "kitchen", 1m, 95m)],
            Tenders = [new("card", 60m, null), new("cash", 40m, null)],
        }
    ).With(("status", "won"), ("points", "12.5"), ("empty", ""));

    static bool Holds(Condition condition) => Set(Rule("a", "kind = sale") with { When = condition }).Map(Transaction) is MapResult.Mapped;

    [TestCase("kind = sale", true)]
    [TestCase("kind != sale", false)]
    [TestCase("source = till and currency = USD and id = s-1", true)]
    [TestCase("source = Till", false)]
    [TestCase("gross = 100.00", true)]
    [TestCase("gross > 100", false)]
    [TestCase("gross >= 100", true)]
    [TestCase("gross <= 99.99", false)]
    [TestCase("tip != 0", true)]
    [TestCase("net = 95 and tax = 0 and discount = 0 and shipping = 0", true)]
    [TestCase("attributes.status = won", true)]
    [TestCase("attributes.status = 'won'", true)]
    [TestCase("attributes.status != lost", true)]
    [TestCase("attributes.absent != lost", true)]
    [TestCase("attributes.absent = lost", false)]
    [TestCase("attributes.points >= 12", true)]
    [TestCase("attributes.status >= 12", false)]
    [TestCase("tenders.method = cash", true)]
    [TestCase("tenders.method = gift_card", false)]
    [TestCase("tenders.method != card", false)]
    [TestCase("items.category = kitchen", true)]
    public void on_one_line(string text, bool expected) => Assert.That(Holds(When(text)), Is.EqualTo(expected));

    [TestCase("main-*", true)]
    [TestCase("*street", true)]
    [TestCase("m*n-s?reet", true)]
    [TestCase("main", false)]
    [TestCase("/^main-[a-z]+$/", true)]
    [TestCase("/^street/", false)]
    public void with_a_pattern(string pattern, bool expected)
    {
        Assert.That(PredicateText.TryParsePattern(pattern, out var predicate, out _), Is.True);
        Assert.That(Holds(new Condition.Test(Named("location"), predicate!)), Is.EqualTo(expected));
    }

    [TestCase("location", true)]
    [TestCase("customer", false)]
    [TestCase("attributes.status", true)]
    [TestCase("attributes.empty", false)]
    [TestCase("tenders", true)]
    [TestCase("taxes", false)]
    [TestCase("taxes.code", false)]
    public void whether_something_is_there(string field, bool expected)
    {
        Assert.That(Holds(new Condition.Test(Named(field), new Predicate.Exists(true))), Is.EqualTo(expected));
        Assert.That(Holds(new Condition.Test(Named(field), new Predicate.Exists(false))), Is.EqualTo(!expected));
    }

    [Test]
    public void made_of_others()
    {
        var (yes, no) = (When("kind = sale"), When("kind = fee"));
        Assert.Multiple(() =>
        {
            Assert.That(Holds(new Condition.Any([no, yes])), Is.True);
            Assert.That(Holds(new Condition.Any([no, no])), Is.False);
            Assert.That(Holds(new Condition.All([yes, no])), Is.False);
            Assert.That(Holds(new Condition.Not(no)), Is.True);
            Assert.That(Holds(new Condition.Not(new Condition.Any([no, yes]))), Is.False);
        });
    }

    [Test]
    public void a_pattern_that_explodes_elsewhere_is_quick_here()
    {
        Assert.That(PredicateText.TryParsePattern("/^(a+)+$/", out var predicate, out _), Is.True);
        var set = Set(Rule("a", "kind = sale") with { When = new Condition.Test(Named("location"), predicate!) });
        Assert.That(set.Held(Sale with { Location = new string('a', 199) + "!" }).ReasonCode, Is.EqualTo(HeldReason.NoRule));
    }

    [TestCase("(?=a)")]
    [TestCase("(a)\\1")]
    [TestCase("(")]
    public void a_pattern_that_needs_backtracking_is_refused(string pattern) =>
        Assert.That(PredicateText.TryParsePattern($"/{pattern}/", out _, out _), Is.False);

    static Field Named(string name)
    {
        Assert.That(Fields.TryFind(name, ElementKind.None, out var field, out var advice), Is.True, advice);
        return field!;
    }
}
