using AccountingSync.Accounting.PlainText;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.PlainText;

public class Naming_accounts
{
    [TestCase("Assets:Clearing:front-shop", "Assets:Clearing:front-shop")]
    [TestCase("Assets:Café & Bar/No. 1", "Assets:Café & Bar/No. 1")]
    [TestCase("Assets:two  spaces ", "Assets:two %20spaces%20")]
    [TestCase("Assets::100%", "Assets:%-:100%25")]
    [TestCase("(Virtual):a;b", "%28Virtual%29:a%3Bb")]
    public void in_hledger_and_ledger_escapes_what_they_cannot_take(string account, string written) =>
        Assert.That(PercentName.Account(account), Is.EqualTo(written));

    [TestCase("Assets:Clearing:Front-Shop", "Assets:Clearing:Front-Shop")]
    [TestCase("Assets:Clearing:front-shop", "Assets:Clearing:X-front-shop")]
    [TestCase("Assets:Clearing:X-front-shop", "Assets:Clearing:X-X-front-shop")]
    [TestCase("Assets:Front shop", "Assets:Front-x20-shop")]
    [TestCase("Assets:Front-x20-shop", "Assets:Front-x2D-x20-shop")]
    [TestCase("Assets", "Assets:X-Self")]
    [TestCase("revenue:Sales", "Income:X-Root:X-revenue:Sales")]
    [TestCase("1010", "Equity:X-Root:1010")]
    [TestCase("Assets:Écart", "Assets:Écart")]
    public void in_beancount_escapes_what_it_cannot_take(string account, string written) =>
        Assert.That(BeancountName.Account(account), Is.EqualTo(written));

    [Test]
    public void reads_back_every_name() =>
        Prop.ForAll(AnyName(), name => PercentName.Decode(PercentName.Account(name)) == name).QuickCheckThrowOnFailure();

    [Test]
    public void never_gives_two_names_the_same_text() =>
        Prop.ForAll(
                AnyName(),
                AnyName(),
                (one, other) =>
                    one == other
                    || (
                        PercentName.Account(one) != PercentName.Account(other)
                        && BeancountName.Account(one) != BeancountName.Account(other)
                        && BeancountName.Key(one) != BeancountName.Key(other)
                    )
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void keeps_very_long_names_apart_and_short_enough_for_the_tools()
    {
        var one = "Assets:" + new string('é', 3_000) + "1";
        var other = "Assets:" + new string('é', 3_000) + "2";

        Assert.That(PercentName.Account(one), Is.Not.EqualTo(PercentName.Account(other)).And.Length.LessThanOrEqualTo(PercentName.Longest));
        Assert.That(BeancountName.Account(one), Is.Not.EqualTo(BeancountName.Account(other)).And.Length.LessThanOrEqualTo(BeancountName.Longest));
        Assert.That(PercentName.CanBeReadBack(one), Is.False);
    }

    // Few letters, many separators: names that differ by little are the ones that could meet.
    static Arbitrary<string> AnyName() =>
        Gen.Elements(
                "a",
                "A",
                "x",
                "X",
                "X-",
                "-",
                "-x",
                "-x20-",
                "2",
                "0",
                ":",
                " ",
                "%",
                "%20",
                "%-",
                "%u",
                "é",
                "É",
                "日",
                "\ud83d",
                "😀",
                "Assets",
                "Root",
                "Self",
                ";",
                "_"
            )
            .ListOf()
            .Select(parts => string.Concat(parts))
            .ToArbitrary();
}
