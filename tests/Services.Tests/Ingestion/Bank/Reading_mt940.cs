using System.Text;
using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Services.Tests.CanonicalForm;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Reading_mt940
{
    static StatementsRead Read(string text) => Banks.Read(BankFormat.Mt940, text);

    static BankEntry Entry(string field, decimal amount) => Banks.Only(Read(Mt940Text.Of(100m, 100m + amount, field))).Entries.Single();

    static StatementProblem Problem(string field) => Banks.Problem(Read(Mt940Text.Of(100m, 100m, field)));

    [Test]
    public void a_statement_whose_entries_come_to_the_closing_balance_is_read()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var choices = new SeededChoices($"mt940 {seed}");
            var (entries, sum) = Mt940Text.Any(choices);
            var opening = choices.Below(1_000_000) / 100m;
            var read = Banks.Only(Read(Mt940Text.Of(opening, opening + sum, entries)));
            Assert.That((read.Entries.Count, read.Entries.Sum(entry => entry.Amount)), Is.EqualTo((entries.Length, sum)));
        }
    }

    [Test]
    public void with_any_other_closing_balance_it_is_refused_with_the_difference()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var choices = new SeededChoices($"wrong {seed}");
            var (entries, sum) = Mt940Text.Any(choices);
            var off = (choices.Below(100_000) + 1) / 100m * (choices.Sometimes ? 1m : -1m);
            var problem = Banks.Problem(Read(Mt940Text.Of(500m, 500m + sum + off, entries)));
            Assert.That(problem.Rule, Is.EqualTo("balance"));
            Assert.That(
                problem.Message,
                Does.Contain($"{off.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} EUR is unexplained")
            );
        }
    }

    [Test]
    public void an_entry_that_is_there_twice_is_named_when_it_is_what_breaks_the_balance() =>
        Assert.That(
            Banks.Problem(Read(Mt940Text.Of(100m, 110m, ":61:2601310131C10,00NTRFNONREF//B1", ":61:2601310131C10,00NTRFNONREF//B1"))).Message,
            Does.Contain("The entry at line 6 repeats an earlier one")
        );

    [TestCase("260102", "1231", "2025-12-31")]
    [TestCase("251231", "0102", "2026-01-02")]
    [TestCase("240301", "0229", "2024-02-29")]
    [TestCase("260131", "0131", "2026-01-31")]
    [TestCase("260131", "    ", "2026-01-31")]
    [TestCase("260131", "", "2026-01-31")]
    public void an_entry_date_without_a_year_lies_next_to_the_value_date(string value, string entry, string booked) =>
        Assert.That(Entry($":61:{value}{entry}C10,NTRFNONREF", 10m).BookingDate.ToString("O"), Is.EqualTo(booked));

    [TestCase("C", 10, false)]
    [TestCase("D", -10, false)]
    [TestCase("RC", -10, true)]
    [TestCase("RD", 10, true)]
    [TestCase("CR", 10, false)]
    [TestCase("DR", -10, false)]
    [TestCase("RDR", 10, true)]
    public void the_mark_gives_the_sign(string mark, int amount, bool isReversal)
    {
        var entry = Entry($":61:2601310131{mark}10,00NTRFNONREF", amount);
        Assert.That((entry.Amount, entry.IsReversal), Is.EqualTo(((decimal)amount, isReversal)));
    }

    [TestCase(":61:2601310131CD10,00NTRFNONREF", "currency", TestName = "the funds code of another currency")]
    [TestCase(":61:2601310131EC10,00NTRFNONREF", "expected", TestName = "what is expected and not booked")]
    [TestCase(":61:2602300230C10,00NTRFNONREF", "date", TestName = "a booking on 30 February")]
    [TestCase(":61:2613010131C10,00NTRFNONREF", "date", TestName = "a month that does not exist")]
    [TestCase(":61:2601310131C10.00NTRFNONREF", "form", TestName = "a decimal point")]
    [TestCase(":61:2601310131C1.000,00NTRFNONREF", "form", TestName = "thousands with a point")]
    [TestCase(":61:2601310131C10,00", "form", TestName = "no code of the kind of booking")]
    [TestCase(":61:2601310131C10,005NTRFNONREF", "scale", TestName = "a third of a cent")]
    [TestCase(":61:2601310131C10,00NTRFNONREF\n:99:X", "unknown-field", TestName = "a field that no statement has")]
    public void is_refused(string field, string rule)
    {
        var problem = Problem(field);
        Assert.That((problem.Rule, problem.Place), Is.EqualTo((rule, rule == "unknown-field" ? "line 6" : "line 5")), problem.Message);
    }

    [Test]
    public void a_value_date_of_30_february_is_the_end_of_the_month_and_said_so()
    {
        var statement = Banks.Only(Read(Mt940Text.Of(100m, 90m, ":61:2602300302D10,00NINTNONREF")));
        Assert.That(statement.Entries[0].ValueDate, Is.EqualTo(new DateOnly(2026, 2, 28)));
        Assert.That(statement.Notes, Has.One.Contains("260230"));
    }

    [Test]
    public void what_a_dutch_bank_structures_is_taken_apart()
    {
        var entry = Entry(
            ":61:2601310131D10,00NTRFNONREF\n:86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. JANSEN/REMI/FACTUUR 7/EREF/E2E-7",
            -10m
        );
        Assert.That(
            (entry.EndToEndId, entry.Counterparty, entry.CounterpartyAccount, entry.Remittance),
            Is.EqualTo(("E2E-7", "J. JANSEN", "NL91ABNA0417164300", "FACTUUR 7 TRTP SEPA OVERBOEKING BIC ABNANL2A"))
        );
    }

    [Test]
    public void letters_are_utf_8_or_else_windows_1252_and_then_it_is_said()
    {
        var text = Mt940Text.Of(100m, 110m, ":61:2601310131C10,00NTRFNONREF\n:86:Müller €");
        var utf8 = (StatementsRead.Read)BankFile.Read(BankFormat.Mt940, Encoding.UTF8.GetBytes(text));
        var windows = (StatementsRead.Read)BankFile.Read(BankFormat.Mt940, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
        var utf16 = (StatementsRead.Read)
            BankFile.Read(BankFormat.Mt940, (byte[])[.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Assert.Multiple(() =>
        {
            foreach (var read in new[] { utf8, windows, utf16 })
                Assert.That(Banks.Only(read).Entries[0].Remittance, Is.EqualTo("Müller €"));
            Assert.That(utf8.Notes, Is.Empty);
            Assert.That(windows.Notes, Has.One.Contains("Windows-1252"));
        });
    }

    [Test]
    public void a_page_that_does_not_go_on_where_the_one_before_ended_is_refused()
    {
        var first = Mt940Text.Of("12/1", 100m, 110m, ":61:2601310131C10,00NTRFNONREF").Replace(":62F:", ":62M:", StringComparison.Ordinal);
        string Second(decimal opening) =>
            Mt940Text.Of("12/2", opening, opening + 5m, ":61:2601310131C5,00NTRFNONREF").Replace(":60F:", ":60M:", StringComparison.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(Banks.Statements(Read(first + Second(110m))).Select(page => page.Name), Is.EqualTo(new[] { "12/1", "12/2" }));
            Assert.That(Banks.Problem(Read(first + Second(111m))).Rule, Is.EqualTo("pages"));
        });
    }

    [Test]
    public void a_statement_that_is_missing_between_two_is_mentioned()
    {
        var read = (StatementsRead.Read)Read(Mt940Text.Of("12/1", 100m, 100m) + Mt940Text.Of("14/1", 130m, 130m));
        Assert.That(read.Notes, Has.One.Contains("One between them may be missing"));
    }

    [Test]
    public void a_statement_that_is_there_twice_is_read_once()
    {
        var text = Mt940Text.Of(100m, 110m, ":61:2601310131C10,00NTRFNONREF");
        Assert.That(Banks.Problem(Read(text + text)).Rule, Is.EqualTo("repeated-statement"));
    }
}
