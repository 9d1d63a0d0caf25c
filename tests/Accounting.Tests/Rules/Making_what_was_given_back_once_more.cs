using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Making_what_was_given_back_once_more
{
    [Test]
    public void is_explained_by_the_lines_of_the_original()
    {
        var set = Giving_back.Rules();
        var origins = RuleExplanation.Of(Giving_back.Refund with { Gross = 59m }, set, "acme", new Original(Giving_back.Sale, set, []))!;
        Assert.That(
            origins.Select(origin => $"{origin.Line} = {origin.Element}: {origin.Amount}"),
            Contains.Item("dr income:sales:kitchen 30.00 USD = item 'pan': net = 30.00")
        );
    }

    [Test]
    public void is_proved_by_the_part_that_was_decided()
    {
        var set = Giving_back.Rules();
        var refund = Giving_back.Refund with { Gross = 59m };
        var mapped = (MapResult.Mapped)RuleEvaluation.Map(refund, set, "acme", new Original(Giving_back.Sale, set, []));
        var decided = new Original(Giving_back.Sale, set, []) { Decided = mapped.GivesBack };
        Assert.That(EntryProof.Difference(mapped.Entry, refund, set, decided), Is.Null);
        Assert.That(
            EntryProof.Difference(mapped.Entry, refund, set, decided with { Decided = mapped.GivesBack! with { Gross = 58m } }),
            Does.Contain("gives back 58")
        );
    }
}
