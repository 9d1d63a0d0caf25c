using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.CanonicalForm;

public sealed class Reading_one_transaction
{
    [Test]
    public void reads_the_documented_example_whole()
    {
        var transaction = Canonical.Accepted(Canonical.Example);
        Assert.Multiple(() =>
        {
            Assert.That(transaction.Source, Is.EqualTo("front-shop"));
            Assert.That(transaction.Id, Is.EqualTo("sale-1001"));
            Assert.That(transaction.Revision, Is.EqualTo(1));
            Assert.That(transaction.Kind, Is.EqualTo(TransactionKind.Sale));
            Assert.That(transaction.OccurredAt, Is.EqualTo(new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.FromHours(-5))));
            Assert.That(transaction.OccurredAt.Offset, Is.EqualTo(TimeSpan.FromHours(-5)));
            Assert.That(transaction.Currency, Is.EqualTo("USD"));
            Assert.That(transaction.Gross, Is.EqualTo(118m));
            Assert.That(transaction.Items, Is.EqualTo([new TransactionItem("mug", "product", "kitchen", 2m, 100m)]));
            Assert.That(transaction.Taxes, Is.EqualTo([new TransactionTax("NY", "sales", 8m)]));
            Assert.That(transaction.Tip, Is.EqualTo(10m));
            Assert.That(transaction.Tenders, Is.EqualTo([new TransactionTender("card", 118m, "pi_123")]));
            Assert.That(transaction.RelatedTo, Is.Null);
            Assert.That(transaction.Location, Is.EqualTo("main-street"));
            Assert.That(transaction.Settled, Is.EqualTo(new Equivalent("EUR", 108.90m)));
            Assert.That(transaction.Booked, Is.Null);
            Assert.That(transaction.Attributes["register"], Is.EqualTo("2"));
        });
    }

    [Test]
    public void fills_in_the_documented_defaults()
    {
        var transaction = Canonical.Accepted(Canonical.Smallest);
        Assert.That((transaction.Revision, transaction.Tip, transaction.Discount, transaction.Shipping), Is.EqualTo((1, 0m, 0m, 0m)));
        Assert.That(transaction.Items, Is.Empty);
        Assert.That(transaction.Attributes, Is.Empty);
        var item = Canonical.Accepted(Canonical.With("items", """[{"sku":"a","kind":"product","net":1}]""")).Items.Single();
        Assert.That(item, Is.EqualTo(new TransactionItem("a", "product", null, 1m, 1m)));
    }

    [TestCase("1", "1")]
    [TestCase("\"1\"", "1")]
    [TestCase("0.10", "0.1")]
    [TestCase("\"0.10\"", "0.1")]
    [TestCase("999999999999999", "999999999999999")]
    [TestCase("0", "0")]
    [TestCase("-0", "0")]
    [TestCase("\"-0.00\"", "0")]
    [TestCase("0.30000000000000000", "0.3")]
    public void reads_amounts_exactly_as_strings_and_as_numbers(string json, string amount)
    {
        var gross = Canonical.Accepted(Canonical.With("gross", json)).Gross;
        Assert.That(gross.ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(amount));
    }

    [TestCase("1e2")]
    [TestCase("1E2")]
    [TestCase("\"1e2\"")]
    [TestCase("\"+1\"")]
    [TestCase("\" 1\"")]
    [TestCase("\"1 \"")]
    [TestCase("\"\"")]
    [TestCase("\"-\"")]
    [TestCase("\".5\"")]
    [TestCase("\"5.\"")]
    [TestCase("\"01\"")]
    [TestCase("\"--1\"")]
    [TestCase("\"1,000.00\"")]
    [TestCase("\"1,5\"")]
    [TestCase("\"1.2.3\"")]
    [TestCase("\"NaN\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("\"0x10\"")]
    [TestCase("\"١٢\"")]
    [TestCase("\"１\"")]
    [TestCase("\"12345678901234567890123456789\"")]
    [TestCase("12345678901234567890123456789")]
    [TestCase("\"0.00000000000000000000000000001\"")]
    public void refuses_amounts_of_another_form(string json) =>
        Assert.That(Canonical.Problems(Canonical.With("gross", json)), Is.EqualTo(["/gross amount"]));

    [TestCase("true")]
    [TestCase("null")]
    [TestCase("{\"value\":1}")]
    [TestCase("[1]")]
    public void refuses_amounts_of_another_type(string json) =>
        Assert.That(Canonical.Problems(Canonical.With("gross", json)), Is.EqualTo(["/gross type"]));

    [Test]
    public void keeps_28_digits()
    {
        // As a quantity: no currency limits it.
        var items = """[{"sku":"a","kind":"gas","net":1,"quantity":0.1234567890123456789012345678}]""";
        Assert.That(Canonical.Accepted(Canonical.With("items", items)).Items[0].Quantity, Is.EqualTo(0.1234567890123456789012345678m));
    }

    [TestCase("2026-01-31T23:30:00Z", 0)]
    [TestCase("2026-01-31T23:30:00+00:00", 0)]
    [TestCase("2026-01-31T23:30:00-00:00", 0)]
    [TestCase("2026-01-31T23:30:00+05:45", 345)]
    [TestCase("2026-01-31T23:30:00.1-05:00", -300)]
    [TestCase("2026-01-31T23:30:00.1234567Z", 0)]
    [TestCase("2026-01-31T23:30:00.123456789Z", 0)]
    [TestCase("2024-02-29T00:00:00Z", 0)]
    public void keeps_the_offset_of_the_time(string text, int minutes)
    {
        var time = Canonical.Accepted(Canonical.With("occurred_at", $"\"{text}\"")).OccurredAt;
        Assert.That(time.Offset, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
    }

    [Test]
    public void cuts_nanoseconds_to_what_it_can_keep() =>
        Assert.That(
            Canonical.Accepted(Canonical.With("occurred_at", "\"2026-01-31T23:30:00.123456789Z\"")).OccurredAt.Ticks % TimeSpan.TicksPerSecond,
            Is.EqualTo(1234567)
        );

    [TestCase("2026-01-31T23:30:00")]
    [TestCase("2026-01-31")]
    [TestCase("2026-01-31 23:30:00Z")]
    [TestCase("2026-01-31T23:30Z")]
    [TestCase("2026-01-31T23:30:0012Z")]
    [TestCase("2026-01-31T23:30:00.Z")]
    [TestCase("2026-01-31T23:30:00.1234567890Z")]
    [TestCase("2026-02-29T00:00:00Z")]
    [TestCase("2026-01-31T24:00:00Z")]
    [TestCase("2026-01-31T23:59:60Z")]
    [TestCase("2026-01-31T23:30:00+0500")]
    [TestCase("2026-01-31T23:30:00+15:00")]
    [TestCase("2026-01-31T23:30:00Z\\n")]
    [TestCase("2026-01-31t23:30:00z")]
    [TestCase("1969-12-31T23:59:59Z")]
    [TestCase("2201-01-01T00:00:00Z")]
    [TestCase("1769902200")]
    [TestCase("")]
    public void refuses_other_times(string text) =>
        Assert.That(
            Canonical.Problems(Canonical.With("occurred_at", $"\"{text}\"")),
            Has.Exactly(1).AnyOf("/occurred_at time", "/occurred_at characters")
        );

    [TestCaseSource(typeof(KindWords), nameof(KindWords.All))]
    public void knows_the_kind(string word) =>
        Assert.That(KindWords.Of(Canonical.Accepted(Canonical.With("kind", $"\"{word}\"")).Kind), Is.EqualTo(word));

    [Test]
    public void knows_every_kind_of_the_domain() =>
        Assert.That(Enum.GetValues<TransactionKind>().Select(KindWords.Of), Is.EquivalentTo(KindWords.All));

    [TestCase("Sale")]
    [TestCase("0")]
    [TestCase("chargeback")]
    public void refuses_other_kinds(string word) =>
        Assert.That(Canonical.Problems(Canonical.With("kind", $"\"{word}\"")), Is.EqualTo(["/kind unknown-kind"]));

    [TestCase("source")]
    [TestCase("id")]
    [TestCase("kind")]
    [TestCase("occurred_at")]
    [TestCase("currency")]
    [TestCase("gross")]
    public void names_a_missing_member(string member) =>
        Assert.That(Canonical.Problems(Canonical.Without(member)), Is.EqualTo([$"/{member} required"]));

    [TestCase("1", true)]
    [TestCase("2147483647", true)]
    [TestCase("2147483648", false)]
    [TestCase("1.0", false)]
    [TestCase("1e0", false)]
    [TestCase("\"1\"", false)]
    [TestCase("null", false)]
    public void takes_whole_revisions(string json, bool accepted) =>
        Assert.That(Canonical.Problems(Canonical.With("revision", json)), Is.EqualTo(accepted ? Array.Empty<string>() : ["/revision type"]));

    [TestCase("0")]
    [TestCase("-1")]
    public void counts_revisions_from_1(string json) =>
        Assert.That(Canonical.Problems(Canonical.With("revision", json)), Is.EqualTo(["/revision revision"]));

    [Test]
    public void gives_the_offsets_of_the_raw_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes("\n [ " + Canonical.Smallest + " ,\n" + Canonical.Example + "]\n");
        var results = ((DocumentResult.Elements)TransactionReader.Read(bytes)).Results.Cast<ReadResult.Read>().ToList();
        Assert.That(Encoding.UTF8.GetString(bytes, results[0].Start, results[0].Length), Is.EqualTo(Canonical.Smallest));
        Assert.That(Encoding.UTF8.GetString(bytes, results[1].Start, results[1].Length), Is.EqualTo(Canonical.Example));
    }

    [Test]
    public void skips_a_byte_order_mark_and_counts_it()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Canonical.Smallest)];
        var read = (ReadResult.Read)((DocumentResult.Elements)TransactionReader.Read(bytes)).Results.Single();
        Assert.That((read.Start, read.Length), Is.EqualTo((3, bytes.Length - 3)));
    }

    [Test]
    public void treats_escaped_text_as_what_it_means()
    {
        var transaction = Canonical.Accepted(Canonical.With("cust\\u006fmer", "\"\\u00e9\\ud83d\\ude00\\/\""));
        Assert.That(transaction.Customer, Is.EqualTo("é😀/"));
    }
}
