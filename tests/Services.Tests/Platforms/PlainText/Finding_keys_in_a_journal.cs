using System.Text;
using AccountingSync.PlatformSync.Platforms.PlainText;

namespace AccountingSync.Services.Tests.Platforms.PlainText;

/// <summary>So many keys that some share the number that is kept of each.</summary>
public class Finding_keys_in_a_journal
{
    const int Batches = 1_500;
    const int PerBatch = 200;

    [Test]
    public void finds_each_where_it_stands_and_no_other()
    {
        var (written, journal, reads) = (new StringBuilder(), "", 0);
        var index = new KeyIndex(
            (offset, length) =>
            {
                reads++;
                return journal.Substring((int)offset, length);
            }
        );
        for (var batch = 0; batch < Batches; batch++)
        {
            var text = string.Concat(Enumerable.Range(batch * PerBatch, PerBatch).Select(i => Entry($"K{i}")));
            index.Add(new Batch(new BatchMarker(batch, PerBatch, "hash", null), written.Length, text));
            written.Append(text).Append("; the end of a batch\n");
        }
        journal = written.ToString();

        var absent = Enumerable.Range(0, Batches * PerBatch).Count(i => index.Find($"L{i}") is null);
        Assert.That(absent, Is.EqualTo(Batches * PerBatch));
        Assert.That(reads, Is.LessThan(Batches), "only what shares a number with another key is looked up in the file");

        for (var i = 0; i < Batches * PerBatch; i++)
        {
            var (offset, length) = index.Find($"K{i}")!.Value;
            if (journal.Substring((int)offset, length) != Entry($"K{i}"))
                Assert.Fail($"K{i} is said to be where '{journal.Substring((int)offset, length)}' is.");
        }
    }

    static string Entry(string key) => $"2026-01-31 ({key}) a sale\n    assets:cash  1.00 USD\n    income:sales  -1.00 USD\n\n";
}
