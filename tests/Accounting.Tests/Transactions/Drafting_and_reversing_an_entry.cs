using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Drafting_and_reversing_an_entry
{
    static readonly EntryOrigin Origin = new("front-shop", "sale-1001", 1, EntryPart.Entry);
    static readonly RuleReference Rule = new("us-retail", 7, "sale.card", "abc");
    static readonly DateOnly January31 = new(2026, 1, 31);

    /// <summary>Balanced lines in one to three currencies: random amounts, and one line per currency that closes it.</summary>
    static readonly Gen<JournalLine[]> Balanced =
        from currencies in Gen.Choose(1, 3).SelectMany(count => Amounts.Currency.ArrayOf(count))
        from groups in Gen.CollectToArray(currencies.DistinctBy(currency => currency.Code).ToArray(), Group)
        select groups.SelectMany(lines => lines).ToArray();

    static Gen<JournalLine[]> Group(Currency currency) =>
        from count in Gen.Choose(1, 6)
        from amounts in Gen.Choose(-1_000_000, 1_000_000).ArrayOf(count)
        let lines = amounts.Select((units, i) => new JournalLine($"account:{i}", currency.Code, units / currency.MinorUnits)).ToArray()
        select (JournalLine[])[.. lines, new JournalLine("closing", currency.Code, -lines.Sum(line => line.Amount))];

    [Test]
    public void drafts_what_balances_in_every_currency() => Amounts.Holds(Balanced, lines => Draft(lines) is DraftResult.Drafted);

    [Test]
    public void a_reversal_and_its_original_come_to_zero() =>
        Amounts.Holds(
            Balanced,
            lines =>
            {
                var entry = Entry(lines);
                return entry
                    .Lines.Concat(entry.ReversedOn(January31, "wrong day").Lines)
                    .GroupBy(line => (line.Account, line.Currency))
                    .All(group => group.Sum(line => line.Amount) == 0m);
            }
        );

    [Test]
    public void a_reversal_is_itself_balanced() =>
        Amounts.Holds(Balanced, lines => Draft([.. Entry(lines).ReversedOn(January31, "x").Lines]) is DraftResult.Drafted);

    [Test]
    public void names_the_difference_of_one_minor_unit() =>
        Amounts.Holds(
            Balanced,
            lines =>
            {
                var unit = 1m / Currencies.Find(lines[0].Currency).MinorUnits;
                JournalLine[] off = [lines[0] with { Amount = lines[0].Amount + unit }, .. lines[1..]];
                return Draft(off).Equals(new DraftResult.Unbalanced(unit, lines[0].Currency));
            }
        );

    [Test]
    public void does_not_let_currencies_balance_each_other() =>
        Assert.That(Draft([new("a", "USD", 1m), new("b", "EUR", -1m)]), Is.EqualTo(new DraftResult.Unbalanced(1m, "USD")));

    [Test]
    public void refuses_one_line() => Assert.That(Draft([new("a", "USD", 0m)]), Is.InstanceOf<DraftResult.Refused>());

    [TestCase("", "USD", "1")]
    [TestCase(" ", "USD", "1")]
    [TestCase("a", "usd", "1")]
    [TestCase("a", "DEM", "1")]
    [TestCase("a", "USD", "0.001")]
    [TestCase("a", "JPY", "0.5")]
    [TestCase("a", "USD", "1000000000000000")]
    public void refuses_a_line_with(string account, string currency, string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(Draft([new(account, currency, amount), new("b", currency, -amount)]), Is.InstanceOf<DraftResult.Refused>());
    }

    [Test]
    public void says_what_a_reversal_takes_back()
    {
        var entry = Entry([new("a", "USD", 1m), new("b", "USD", -1m)]);
        var reversal = entry.ReversedOn(January31.AddDays(1), "duplicate");
        Assert.Multiple(() =>
        {
            Assert.That(reversal.Reverses, Is.EqualTo(entry.Id));
            Assert.That(reversal.Id, Is.EqualTo(EntryId.For("acme", Origin with { Part = EntryPart.Reversal })));
            Assert.That(reversal.Date, Is.EqualTo(January31.AddDays(1)));
            Assert.That(reversal.Description, Is.EqualTo("Reversal: duplicate"));
            Assert.That(reversal.Totals["USD"], Is.EqualTo(entry.Totals["USD"]));
        });
    }

    static DraftResult Draft(IReadOnlyList<JournalLine> lines) => JournalEntry.Draft("acme", Origin, January31, "Sale", Rule, lines);

    static JournalEntry Entry(IReadOnlyList<JournalLine> lines) => ((DraftResult.Drafted)Draft(lines)).Entry;
}
