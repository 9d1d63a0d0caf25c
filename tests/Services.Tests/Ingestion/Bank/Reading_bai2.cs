using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Services.Tests.CanonicalForm;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Reading_bai2
{
    static readonly string[] Small = ["03,0123456789,,010,1000,,,015,1100/", "16,142,100,,B1,C1,TEXT"];
    const long SmallSum = 2200;

    static StatementsRead Read(string text) => Banks.Read(BankFormat.Bai2, text);

    [Test]
    public void what_agrees_with_its_totals_is_read()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (account, sum, net) = Bai2Text.Any(new SeededChoices($"bai2 {seed}"));
            var read = Banks.Only(Read(Bai2Text.Of(account, sum)));
            Assert.That(read.Entries.Sum(entry => entry.Amount), Is.EqualTo(net));
            Assert.That(read.Entries, Has.Count.EqualTo(account.Count(line => line.StartsWith("16,", StringComparison.Ordinal))));
            Assert.That(read.Entries.Select(entry => entry.Remittance), Has.All.StartWith("PAYMENT, "));
        }
    }

    [TestCase(0, "49 control total")]
    [TestCase(1, "98 control total")]
    [TestCase(2, "99 control total")]
    [TestCase(3, "49 number of records")]
    [TestCase(4, "98 number of records")]
    [TestCase(5, "99 number of records")]
    public void with_one_wrong_total_nothing_that_it_encloses_is_used(int off, string field)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var (account, sum, _) = Bai2Text.Any(new SeededChoices($"off {seed}"));
            var problem = Banks.Problem(Read(Bai2Text.Of(account, sum, off: off)));
            Assert.That(problem.Field, Is.EqualTo(field), problem.Message);
        }
    }

    [TestCase("2", "2")]
    [TestCase("3", "2")]
    [TestCase("4", "2")]
    [TestCase("9", "2")]
    [TestCase("1", "1")]
    [TestCase("1", "3")]
    public void a_test_a_correction_or_what_is_not_final_is_refused(string status, string modifier) =>
        Assert.That(Banks.Problem(Read(Bai2Text.Of(Small, SmallSum, status, modifier))).Rule, Is.EqualTo("group"));

    [TestCase("16,142,100,,B1,C1,TEXT", "16,142,-100,,B1,C1,TEXT", 2000, "amount")]
    [TestCase("16,142,100,,B1,C1,TEXT", "16,942,100,,B1,C1,TEXT", 2200, "type-code")]
    [TestCase("16,142,100,,B1,C1,TEXT", "16,142,100,V,260230,,B1,C1,TEXT", 2200, "date")]
    [TestCase("16,142,100,,B1,C1,TEXT", "16,142,100,Q,B1,C1,TEXT", 2200, "funds")]
    [TestCase("16,142,100,,B1,C1,TEXT", "16,142,1.00,,B1,C1,TEXT", 2200, "amount")]
    [TestCase("015,1100", "015,1101", 2201, "balance")]
    [TestCase("015,1100", "015,1100,,,100,300", 2500, "incomplete")]
    [TestCase("015,1100", "015,1100,,,110,300", 2500, "incomplete")]
    [TestCase("0123456789,,", "0123456789,XXX,", 2200, "unknown-currency")]
    public void is_refused(string right, string wrong, int sum, string rule)
    {
        var account = Small.Select(line => line.Replace(right, wrong, StringComparison.Ordinal)).ToList();
        var problem = Banks.Problem(Read(Bai2Text.Of(account, sum)));
        Assert.That(problem.Rule, Is.EqualTo(rule), problem.Message);
    }

    [Test]
    public void amounts_are_in_the_smallest_unit_of_the_accounts_currency() =>
        Assert.That(
            Banks
                .Only(Read(Bai2Text.Of([.. Small.Select(line => line.Replace("789,,", "789,JPY,", StringComparison.Ordinal))], SmallSum)))
                .Entries[0]
                .Amount,
            Is.EqualTo(100m)
        );

    [Test]
    public void a_file_that_was_cut_off_is_refused()
    {
        var text = Bai2Text.Of(Small, SmallSum);
        Assert.That(Banks.Problem(Read(text[..text.IndexOf("98,", StringComparison.Ordinal)])).Rule, Is.EqualTo("missing"));
    }
}
