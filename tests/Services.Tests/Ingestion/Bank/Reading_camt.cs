using System.Text;
using AccountingSync.Ingestion.Files.Bank;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Reading_camt
{
    const string OneEntry = """
        <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt>
        <AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Jane</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>
        <RmtInf><Ustrd>Invoice 7</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        """;

    static string Bal(string code, string amount) =>
        $"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>""";

    static string Document(string entries, string balances, string version = "08", string head = "", string message = "053") =>
        head
        + $"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{message}.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>"""
        + $"<ElctrncSeqNb>7</ElctrncSeqNb><Acct><Id><IBAN>DE14740618130000033626</IBAN></Id></Acct>{balances}{entries}</Stmt></BkToCstmrStmt></Document>";

    static string Usual(string entries, string closing = "110.00") => Document(entries, Bal("OPBD", "100.00") + Bal("CLBD", closing));

    static StatementsRead Read(string text) => Banks.Read(BankFormat.Camt053, text);

    [TestCase("02")]
    [TestCase("03")]
    [TestCase("04")]
    [TestCase("06")]
    [TestCase("08")]
    [TestCase("10")]
    [TestCase("13")]
    public void every_version_is_read(string version)
    {
        var entries =
            int.Parse(version, System.Globalization.CultureInfo.InvariantCulture) < 8
                ? OneEntry
                : OneEntry
                    .Replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>", StringComparison.Ordinal)
                    .Replace("<Dbtr><Nm>Jane</Nm></Dbtr>", "<Dbtr><Pty><Nm>Jane</Nm></Pty></Dbtr>", StringComparison.Ordinal);
        var entry = Banks.Only(Read(Document(entries, Bal("OPBD", "100.00") + Bal("CLBD", "110.00"), version))).Entries.Single();
        Assert.That((entry.Amount, entry.Counterparty, entry.Remittance, entry.BankReference), Is.EqualTo((10m, "Jane", "Invoice 7", "B1")));
    }

    [TestCase("01", "053", "version")]
    [TestCase("14", "053", "version")]
    [TestCase("02", "052", "not-a-statement")]
    [TestCase("02", "054", "not-a-statement")]
    [TestCase("02", "055", "namespace")]
    public void another_message_or_version_is_refused(string version, string message, string rule) =>
        Assert.That(Banks.Problem(Read(Document(OneEntry, "", version, message: message))).Rule, Is.EqualTo(rule));

    [TestCase("<!DOCTYPE Document [<!ENTITY a \"b\">]>")]
    [TestCase("<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">")]
    public void a_document_type_is_refused(string head) =>
        Assert.That(Banks.Problem(Read(Document(OneEntry, "", head: head))).Rule, Is.EqualTo("malformed"));

    [Test]
    public void elements_within_each_other_have_a_limit() =>
        Assert.That(Banks.Problem(Read(Document(string.Concat(Enumerable.Repeat("<Ntry>", 1000)), ""))).Rule, Is.EqualTo("too-large"));

    [TestCase("UTF-8")]
    [TestCase("ISO-8859-1")]
    [TestCase("UTF-16")]
    [TestCase("windows-1252")]
    public void letters_are_what_the_declaration_says(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = Document(
            OneEntry.Replace("Jane", "Jürg", StringComparison.Ordinal),
            Bal("OPBD", "100.00") + Bal("CLBD", "110.00"),
            head: $"""<?xml version="1.0" encoding="{name}"?>"""
        );
        Assert.That(
            Banks.Only(BankFile.Read(BankFormat.Camt053, (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)])).Entries[0].Counterparty,
            Is.EqualTo("Jürg")
        );
    }

    [Test]
    public void bytes_that_are_not_of_the_declared_encoding_are_refused()
    {
        var text = Document(OneEntry.Replace("Jane", "Jürg", StringComparison.Ordinal), "");
        Assert.That(Banks.Problem(BankFile.Read(BankFormat.Camt053, Encoding.Latin1.GetBytes(text))).Rule, Is.EqualTo("encoding"));
    }

    [Test]
    public void what_is_only_announced_is_left_out_and_said_so()
    {
        var statement = Banks.Only(Read(Usual(OneEntry + OneEntry.Replace("BOOK", "PDNG", StringComparison.Ordinal))));
        Assert.That((statement.Entries.Count, statement.Notes.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void a_reversal_has_its_sign_already_and_names_the_parties_of_what_it_takes_back()
    {
        var reversal = OneEntry
            .Replace("CRDT", "DBIT", StringComparison.Ordinal)
            .Replace("<Sts>", "<RvslInd>true</RvslInd><Sts>", StringComparison.Ordinal);
        var entry = Banks.Only(Read(Usual(reversal, "90.00"))).Entries.Single();
        Assert.That((entry.Amount, entry.IsReversal, entry.Counterparty), Is.EqualTo((-10m, true, "Jane")));
    }

    [TestCase("Ccy=\"EUR\">10.00", "Ccy=\"USD\">10.00", "currency")]
    [TestCase("10.00", "-10.00", "amount")]
    [TestCase("10.00", "10,00", "amount")]
    [TestCase("10.00", "10.005", "scale")]
    [TestCase("2026-01-31", "2026-02-30", "date")]
    [TestCase("2026-01-31", "31.01.2026", "date")]
    [TestCase("CRDT", "CREDIT", "direction")]
    [TestCase("BOOK", "DONE", "status")]
    [TestCase("<BookgDt><Dt>2026-01-31</Dt></BookgDt>", "", "missing")]
    public void is_refused(string right, string wrong, string rule)
    {
        var problem = Banks.Problem(Read(Usual(OneEntry.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.That(problem.Rule, Is.EqualTo(rule), problem.Message);
        Assert.That(problem.Message, Is.Not.Empty);
    }

    [Test]
    public void the_parts_of_a_collective_booking_must_come_to_it()
    {
        static string Part(string amount) => $"""<TxDtls><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>""";
        string Entry(string second) =>
            $"""<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt><NtryDtls>{Part("4.00")}{Part(second)}</NtryDtls></Ntry>""";

        Assert.Multiple(() =>
        {
            Assert.That(Banks.Only(Read(Usual(Entry("6.00")))).Entries.Single().Payments, Has.Count.EqualTo(2));
            Assert.That(Banks.Problem(Read(Usual(Entry("5.00")))).Rule, Is.EqualTo("total"));
        });
    }

    [TestCase("<NbOfNtries>1</NbOfNtries><Sum>10.00</Sum>", null)]
    [TestCase("<NbOfNtries>2</NbOfNtries><Sum>10.00</Sum>", "count")]
    [TestCase("<NbOfNtries>1</NbOfNtries><Sum>10.01</Sum>", "total")]
    public void the_banks_own_totals_must_agree(string totals, string? rule)
    {
        var read = Read(Usual($"<TxsSummry><TtlCdtNtries>{totals}</TtlCdtNtries></TxsSummry>{OneEntry}"));
        if (rule is null)
            Assert.That(Banks.Only(read).Entries, Has.Count.EqualTo(1));
        else
            Assert.That(Banks.Problem(read).Rule, Is.EqualTo(rule));
    }

    [TestCase("OPBD", "ITBD")]
    [TestCase("ITBD", "ITBD")]
    [TestCase("ITBD", "CLBD")]
    [TestCase("PRCD", "CLBD")]
    public void pages_begin_and_end_with_interim_balances(string opening, string closing)
    {
        var read = Banks.Only(Read(Document(OneEntry, Bal(opening, "100.00") + Bal(closing, "110.00"))));
        Assert.That(
            (read.Opening!.Amount, read.Opening.IsInterim, read.Closing!.Amount, read.Closing.IsInterim),
            Is.EqualTo((100m, opening == "ITBD", 110m, closing == "ITBD"))
        );
    }
}
