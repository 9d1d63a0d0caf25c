using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Services.Tests.Sources;
using AccountingSync.Transformation.RuleSets;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Sales of every shape, in currencies of every scale, settle at some rate and come back in pieces at others, by the shipped rules.</summary>
public sealed class Exchanging_random_sales
{
    const int Sales = 10_000;
    static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(Sales).WithReplay(20260301UL, 13UL);

    static readonly RuleSet Rules = (
        (RuleSetFileResult.Read)
            RuleSetFile.Parse(RetailEntries.WithExchange("{ book_in: settlement, difference: \"expenses:exchange\" }"), "retail.yaml")
    ).RuleSet;

    /// <param name="Rates">Of the sale and of each refund, in thousandths, between the smallest units.</param>
    sealed record Case(SourceTransaction Sale, string Settlement, int[] Rates, int[] Cuts);

    static readonly Gen<Case> Cases =
        from sale in RandomTransactions.Any
        from settlement in Gen.Elements("USD", "EUR", "JPY", "KWD", "CLF")
        from rates in Gen.Choose(200, 5_000).ArrayOf(5)
        from cuts in Gen.Choose(1, 100).ArrayOf(4)
        where sale.Currency != settlement
        select new Case(sale with { Id = "sale-1", Kind = TransactionKind.Sale }, settlement, rates, cuts);

    static Equivalent Settle(decimal amount, string currency, string settlement, int thousandths)
    {
        var (from, into) = (Currencies.Find(currency), Currencies.Find(settlement));
        var units = Math.Max(1m, decimal.Round(amount * from.MinorUnits * thousandths / 1000m));
        return new Equivalent(settlement, units / into.MinorUnits);
    }

    /// <returns>The sale and its refunds with their entries; null when the sale is held or brings no money.</returns>
    static List<(SourceTransaction Said, MapResult.Mapped Mapped)>? Story(Case test)
    {
        if (test.Sale.Gross <= 0m)
            return null;
        var sale = test.Sale with { Settled = Settle(test.Sale.Gross, test.Sale.Currency, test.Settlement, test.Rates[0]) };
        if (TransactionRules.Check(sale).Count > 0 || RuleEvaluation.Map(sale, Rules, "acme") is not MapResult.Mapped sold)
            return null;
        var story = new List<(SourceTransaction, MapResult.Mapped)> { (sale, sold) };
        var left = sale.Gross;
        for (var i = 0; i < test.Cuts.Length && left > 0m; i++)
        {
            var part = decimal.Round(left * test.Cuts[i] / 100m, Currencies.Find(sale.Currency).Scale);
            var amount = i == test.Cuts.Length - 1 ? left : part;
            if (amount == 0m)
                continue;
            var refund = new SourceTransaction
            {
                Source = sale.Source,
                Id = $"refund-{i}",
                Kind = TransactionKind.Refund,
                OccurredAt = sale.OccurredAt,
                Currency = sale.Currency,
                Gross = amount,
                RelatedTo = sale.Id,
                Settled = Settle(amount, sale.Currency, test.Settlement, test.Rates[i + 1]),
            };
            var before = story.Skip(1).Select(entry => entry.Item2.GivesBack!).ToList();
            switch (RuleEvaluation.Map(refund, Rules, "acme", new Original(sale, Rules, before)))
            {
                case MapResult.Mapped mapped:
                    story.Add((refund, mapped));
                    left -= amount;
                    break;
                // What comes to less than the smallest unit at the rate of the sale has no line that it could go to.
                case MapResult.Held(HeldReason.NothingToPost, _, _):
                    break;
                case MapResult.Held held:
                    Assert.Fail($"{held.ReasonCode}: {held.Reason}");
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        return story;
    }

    static void ForEach(Action<Case, List<(SourceTransaction Said, MapResult.Mapped Mapped)>> check)
    {
        var looked = 0;
        Prop.ForAll(
                Arb.From(Cases),
                test =>
                {
                    if (Story(test) is not { } story)
                        return;
                    looked++;
                    check(test, story);
                }
            )
            .Check(Repeatable);
        Assert.That(looked, Is.GreaterThan(Sales / 10));
    }

    [Test]
    public void posts_nothing_but_the_currency_of_the_settlement_in_balance() =>
        ForEach(
            (test, story) =>
            {
                var lines = story.SelectMany(entry => entry.Mapped.Entry.Lines).ToList();
                Assert.That(lines.Select(line => line.Currency).Distinct(), Is.EqualTo(new[] { test.Settlement }));
                foreach (var (_, mapped) in story)
                {
                    Assert.That(mapped.Entry.Lines.Sum(line => line.Amount), Is.Zero);
                    Assert.That(mapped.Entry.Lines.Select(line => line.Amount), Has.None.Zero);
                }
            }
        );

    [Test]
    public void carries_exactly_what_was_settled_by_the_lines_of_the_money()
    {
        var compared = 0;
        ForEach(
            (_, story) =>
            {
                // Gift cards that are sold and redeemed lie on one account: what is money cannot be told by its name.
                if (HasGiftCards(story[0].Said))
                    return;
                foreach (var (said, mapped) in story)
                {
                    compared++;
                    var money = mapped.Entry.Lines.Where(line => !IsWhatWasSold(line.Account)).Sum(line => line.Amount);
                    Assert.That(
                        money,
                        Is.EqualTo(said.Kind == TransactionKind.Sale ? said.Settled!.Amount : -said.Settled!.Amount),
                        () => Told(story)
                    );
                }
            }
        );
        Assert.That(compared, Is.GreaterThan(Sales / 10));
    }

    static string Told(List<(SourceTransaction Said, MapResult.Mapped Mapped)> story) =>
        string.Join(
            "\n\n",
            story.Select(entry =>
                $"{entry.Said.Gross} {entry.Said.Currency}, settled {entry.Said.Settled}\n{string.Join('\n', entry.Mapped.Entry.Lines.Select(LineText.WithDetails))}"
            )
        );

    static bool HasGiftCards(SourceTransaction sale) =>
        sale.Tenders.Any(tender => tender.Method == "gift_card") || sale.Items.Any(item => item.Kind == "gift_card");

    static bool IsWhatWasSold(string account) =>
        account.StartsWith("income:", StringComparison.Ordinal)
        || account.StartsWith("expenses:", StringComparison.Ordinal)
        || account.StartsWith("liabilities:tax", StringComparison.Ordinal)
        || account == "liabilities:tips";

    [Test]
    public void leaves_nothing_but_differences_when_all_has_come_back() =>
        ForEach(
            (_, story) =>
            {
                if (story.Skip(1).Sum(entry => entry.Said.Gross) != story[0].Said.Gross)
                    return;
                var left = story
                    .SelectMany(entry => entry.Mapped.Entry.Lines)
                    .Where(line => IsWhatWasSold(line.Account))
                    .GroupBy(line => line.Account.Replace("income:refunds:", "income:sales:", StringComparison.Ordinal))
                    .Where(account => account.Sum(line => line.Amount) != 0m)
                    .Select(account => account.Key);
                Assert.That(left, Is.SubsetOf(new[] { "expenses:exchange" }));
            }
        );

    [Test]
    public void never_gives_back_more_of_any_part_than_was_posted() =>
        ForEach(
            (_, story) =>
            {
                var parts = story.Skip(1).Select(entry => entry.Mapped.GivesBack!.Booked!.Amounts).ToList();
                if (parts.Count == 0)
                    return;
                for (var i = 0; i < parts[0].Items.Count; i++)
                    Check(parts.Select(part => part.Items[i]), story[0].Said.Items[i].Net);
                for (var i = 0; i < parts[0].Taxes.Count; i++)
                    Check(parts.Select(part => part.Taxes[i]), story[0].Said.Taxes[i].Amount);
                Check(parts.Select(part => part.Tip), story[0].Said.Tip);
                Check(parts.Select(part => part.Discount), story[0].Said.Discount);
                Check(parts.Select(part => part.Shipping), story[0].Said.Shipping);
                Assert.That(parts.Sum(part => part.Gross), Is.LessThanOrEqualTo(story[0].Said.Settled!.Amount));
            }
        );

    static void Check(IEnumerable<decimal> given, decimal was)
    {
        foreach (var amount in given)
            Assert.That(Math.Sign(amount) * Math.Sign(was), Is.Not.Negative);
    }
}
