using System.Globalization;
using AccountingSync.Accounting.PlainText;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.PlainText;

public class Reading_an_entry_back
{
    [Test]
    public void gives_what_was_written_whatever_a_source_sent() =>
        Prop.ForAll(
                AnyText(),
                AnyText(),
                AnyText(),
                (text, account, value) =>
                {
                    var written = PlainTextEntry.From(
                        EntryDrafts.Draft(
                            text,
                            value,
                            new("A" + account, "USD", 1.10m)
                            {
                                Memo = text,
                                Dimensions = new Dictionary<string, string> { [text] = value },
                            },
                            new(account + "b", "USD", -1.10m) { TaxCode = value }
                        )
                    );
                    Assert.That(Shown(Read(written)), Is.EqualTo(Shown(written)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void finds_the_key_in_its_first_line_only()
    {
        var written = PlainTextEntry.From(EntryDrafts.Sale());

        Assert.That(Text(written).Split('\n').Select(HledgerEntryReader.KeyOf).Where(key => key is not null), Is.EqualTo(new[] { written.Key }));
    }

    [TestCase("")]
    [TestCase("; nothing")]
    [TestCase("2026-01-31 (K) x\n  Assets:A 1.00 USD")]
    public void refuses_what_is_no_entry_of_ours(string text) =>
        Assert.That(() => HledgerEntryReader.Read(text), Throws.InstanceOf<FormatException>());

    static PlainTextEntry Read(PlainTextEntry entry) => HledgerEntryReader.Read(Text(entry));

    static string Text(PlainTextEntry entry)
    {
        var writer = new StringWriter();
        var declared = new PlainTextDeclarations();
        HledgerJournal.Write(entry, TextWriter.Null, declared);
        HledgerJournal.Write(entry, writer, declared);
        return writer.ToString();
    }

    static string Shown(PlainTextEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Date:O}|{entry.Key}|{entry.Description}|{string.Join('|', entry.Tags)}|")
        + string.Join('|', entry.Postings.Select(posting => posting.Account + posting.Amount + posting.Currency + string.Join('|', posting.Tags)));

    static Arbitrary<string> AnyText() =>
        Gen.OneOf(
                Gen.Elements(
                    "; x",
                    "* ",
                    "! ",
                    "(a) ",
                    "a | b",
                    "\"q\" \\",
                    "date:2020-01-01",
                    "[2020-01-01]",
                    " x ",
                    "a  b",
                    "%41",
                    ",",
                    ":",
                    "= 5",
                    "\n",
                    "\u2028",
                    "😀",
                    "\ud83d"
                ),
                Gen.Choose(0x20, 0x3ff).Select(code => ((char)code).ToString())
            )
            .ListOf()
            .Select(parts => string.Concat(parts))
            .ToArbitrary();
}
