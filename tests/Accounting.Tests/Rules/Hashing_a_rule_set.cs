using AccountingSync.Accounting.Rules;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Hashing_a_rule_set
{
    [Test]
    public void is_the_sha_256_of_the_text() =>
        Assert.That(RuleSetHash.Of("abc\n"), Is.EqualTo("edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb"));

    [TestCase("a: 1\nb: 2")]
    [TestCase("a: 1\r\nb: 2\r\n")]
    [TestCase("\uFEFFa: 1  \nb: 2\t\n\n\n")]
    public void does_not_see_what_an_editor_changes_by_itself(string text) =>
        Assert.That(RuleSetHash.Of(text), Is.EqualTo(RuleSetHash.Of("a: 1\nb: 2\n")));

    [TestCase("a: 1\nb: 3\n")]
    [TestCase("a: 1\n b: 2\n")]
    [TestCase("a: 1\n\nb: 2\n")]
    [TestCase("b: 2\na: 1\n")]
    public void sees_everything_else(string text) => Assert.That(RuleSetHash.Of(text), Is.Not.EqualTo(RuleSetHash.Of("a: 1\nb: 2\n")));
}
