using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

/// <summary>A bank's file is one piece, each of its entries a row.</summary>
public sealed class Sending_a_banks_statement
{
    const string Folder = "Ingestion/Bank/given";
    static readonly FileSettings Main = new() { Source = "bank-main" };

    [TestCase("camt-053", "053_valid_example.xml")]
    [TestCase("mt940", "ASNB_mt940.txt")]
    [TestCase("bai2", "sample1.txt")]
    public void is_recognised_by_one_form_and_read_as_what_the_bank_says(string form, string name)
    {
        var bytes = Given(name);
        var start = FileStart.Of(bytes.AsMemory(0, Math.Min(bytes.Length, FileStart.MaxBytes)), bytes.Length <= FileStart.MaxBytes, null);
        Assert.That(FileForms.All.Where(one => one.Recognises(start)).Select(one => one.Name), Is.EqualTo([form]));

        var rows = Exports.Read(bytes, Main);
        Assert.That(rows, Is.Not.Empty);
        var facts = Exports.Facts(rows);
        Assert.That(
            facts.Select(fact => (fact.Source, fact.Revision, fact.Kind)).Distinct(),
            Is.SubsetOf(new[] { ("bank-main", 1, TransactionKind.Transfer) })
        );
        Assert.That(rows.Select(row => row.Row).Any(row => row is FileRow.Read or FileRow.Refused), Is.True);
    }

    [Test]
    public void must_say_what_its_account_is_called_here()
    {
        var bytes = Given("ASNB_mt940.txt");
        var form = FileForms.Find("mt940")!;
        var refused = (OpenResult.Refused)form.Open(FileStart.Of(bytes, isWhole: true, null), new FileSettings());
        Assert.That((refused.Field, refused.Rule), Is.EqualTo(("source", "required")));
    }

    [Test]
    public void that_cannot_be_read_is_one_row_that_is_refused_with_the_place()
    {
        var form = FileForms.Find("mt940")!;
        var refused = (FileRow.Refused)form.Read(Main, "no statement at all"u8.ToArray()).Single();
        Assert.That(refused.Message, Does.Contain(": "));
    }

    static byte[] Given(string name) =>
        File.ReadAllBytes(
            Directory.GetFiles(Path.Combine(TestFiles.Root, "tests", "Services.Tests", Folder), name, SearchOption.AllDirectories).Single()
        );
}
