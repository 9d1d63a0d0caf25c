using AccountingSync.Accounting.Matching;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>Of what banks write about people, no more is kept than what can be a reference.</summary>
public sealed class Words_of_a_banks_text
{
    [Test]
    public void are_kept_when_they_can_be_references() =>
        Assert.That(
            BankText.References(["Maria Musterfrau, invoice 2026-01-31 po_1Nabc", "EREF+ACME77/7000123456"]),
            Is.EqualTo(["PO1NABC", "20260131PO1NABC", "ACME77", "7000123456", "ACME777000123456"]).AsCollection
        );

    [TestCase("DE14740618130000033626")]
    [TestCase("Maria Musterfrau thanks a lot")]
    [TestCase("Maria 20260131")]
    public void are_not_kept_when_they_name_somebody(string text) => Assert.That(BankText.References([text]), Is.Empty);

    [Test]
    public void are_at_most_so_many() =>
        Assert.That(
            BankText.References([string.Join(' ', Enumerable.Range(0, 500).Select(i => $"reference-{i:000}"))]),
            Has.Count.LessThanOrEqualTo(BankText.MostWords)
        );
}
