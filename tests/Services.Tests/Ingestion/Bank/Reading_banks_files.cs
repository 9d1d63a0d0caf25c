using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Services.Tests.CanonicalForm;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Reading_banks_files
{
    static IEnumerable<string> Files() => Banks.Files();

    [TestCaseSource(nameof(Files))]
    public void each_comes_to_what_lies_beside_it(string file)
    {
        var actual = StatementsText.Of(BankFile.Read(Banks.FormatOf(file), Banks.Given(file)));
        if (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ACCEPT") == "1")
            File.WriteAllText(Banks.Golden(file), actual);
        Assert.That(actual, Is.EqualTo(File.ReadAllText(Banks.Golden(file))));
    }

    [Test]
    public void every_expectation_has_its_file() =>
        Assert.That(
            Directory.GetFiles(Path.GetDirectoryName(Path.GetDirectoryName(Banks.Golden("camt/any")))!, "*.json", SearchOption.AllDirectories),
            Is.EquivalentTo(Files().Select(Banks.Golden))
        );

    [TestCaseSource(nameof(Files))]
    public void what_comes_of_it_is_accepted_by_the_rules_for_transactions(string file)
    {
        if (BankFile.Read(Banks.FormatOf(file), Banks.Given(file)) is not StatementsRead.Read(var results, _))
            return;
        var statements = results.OfType<StatementResult.Read>().Select(result => result.Statement);
        var transactions = BankTransactions.Of("bank", statements).OfType<EntryMeaning.Moved>().Select(moved => moved.Transaction).ToList();
        Assert.That(transactions.SelectMany(TransactionRules.Check), Is.Empty);
        Assert.That(transactions.Select(transaction => transaction.Id), Is.Unique);
    }

    [TestCaseSource(nameof(Files))]
    public void a_refusal_says_where_what_and_why(string file)
    {
        var problems = BankFile.Read(Banks.FormatOf(file), Banks.Given(file)) switch
        {
            StatementsRead.Refused(var problem) => [problem],
            StatementsRead.Read(var results, _) => results.OfType<StatementResult.Refused>().Select(refused => refused.Problem).ToList(),
            _ => [],
        };
        foreach (var problem in problems)
            Assert.That(new[] { problem.Place, problem.Field, problem.Rule, problem.Message }, Has.None.Empty);
    }

    [TestCaseSource(nameof(Files))]
    public void damaged_anywhere_it_is_read_or_refused_and_nothing_else(string file)
    {
        var whole = Banks.Given(file);
        var choices = new SeededChoices(file);
        for (var i = 0; i < 150; i++)
        {
            var damaged = whole.ToArray();
            for (var changes = choices.Below(4); changes >= 0; changes--)
                damaged[choices.Below(damaged.Length)] = (byte)choices.Below(256);
            var cut = choices.Below(3) == 0 ? damaged[..choices.Below(damaged.Length)] : damaged;
            Assert.That(BankFile.Read(Banks.FormatOf(file), cut), Is.InstanceOf<StatementsRead>());
        }
    }

    [Test]
    public void nothing_and_too_much_are_refused() =>
        Assert.Multiple(() =>
        {
            Assert.That(Banks.Problem(BankFile.Read(BankFormat.Mt940, default)).Rule, Is.EqualTo("empty"));
            Assert.That(Banks.Problem(BankFile.Read(BankFormat.Mt940, new byte[BankFile.MaxBytes + 1])).Rule, Is.EqualTo("too-large"));
        });

    [TestCase("camt/053_valid_example.xml", "Camt053")]
    [TestCase("camt/052_valid_example.xml", "Camt053")]
    [TestCase("mt940/ASNB_mt940.txt", "Mt940")]
    [TestCase("mt940/jejik_abnamro.sta", "Mt940")]
    [TestCase("mt940/jejik_rabobank.sta", "Mt940")]
    [TestCase("mt940/mBank_mt940.sta", "Mt940")]
    [TestCase("mt940/self-provided_february_30.sta", "Mt940")]
    [TestCase("ofx/bank_medium.ofx", "Ofx")]
    [TestCase("ofx/multiple_accounts2.ofx", "Ofx")]
    [TestCase("ofx/fail_nice_date_missing.ofx", "Ofx")]
    [TestCase("bai2/sample1.txt", "Bai2")]
    [TestCase("mt940/self-provided_invalid_statement.sta", null)]
    [TestCase("bai2/errors_sample-parseError.txt", null)]
    public void a_form_is_recognised_by_how_it_begins(string file, string? expected) =>
        Assert.That(BankFile.Recognise(Banks.Given(file).AsSpan(0, Math.Min(512, Banks.Given(file).Length)))?.ToString(), Is.EqualTo(expected));
}
