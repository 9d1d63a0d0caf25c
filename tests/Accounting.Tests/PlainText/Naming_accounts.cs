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

    [TestCase("assets:clearing:front-shop", "Assets:Clearing:Front-Shop")]
    [TestCase("income:sales:3d-prints", "Income:Sales:3d-Prints")]
    [TestCase("Assets:Clearing:Front-Shop", "Assets:X:Clearing:Front-Shop")]
    [TestCase("assets:Front-Shop", "Assets:X-Front-Shop")]
    [TestCase("assets:x:cash", "Assets:X-x:Cash")]
    [TestCase("assets:x-ray", "Assets:X-x-ray")]
    [TestCase("assets:front shop", "Assets:X-front-x20-shop")]
    [TestCase("assets:front-x20-shop", "Assets:Front-X20-Shop")]
    [TestCase("assets:Front-x20-shop", "Assets:X-Front-x2D-x20-shop")]
    [TestCase("Assets:X-ray", "Assets:X:X-X-ray")]
    [TestCase("assets", "Assets:XXX")]
    [TestCase("Assets", "Assets:X")]
    [TestCase("revenue:sales", "Income:XX:Revenue:Sales")]
    [TestCase("1010", "Equity:XX:1010")]
    [TestCase("", "Equity:XX:X-")]
    [TestCase("assets:büro", "Assets:X-büro")]
    public void in_beancount_escapes_what_it_cannot_take(string account, string written) =>
        Assert.That(BeancountName.Account(account), Is.EqualTo(written));

    [Test]
    public void reads_back_every_name() =>
        Prop.ForAll(AnyName(), name => PercentName.Decode(PercentName.Account(name)) == name).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

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
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

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
