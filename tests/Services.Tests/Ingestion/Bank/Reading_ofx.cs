using System.Text;
using AccountingSync.Ingestion.Files.Bank;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Reading_ofx
{
    const string Header = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n";

    const string OneEntry =
        "<STMTTRN><TRNTYPE>POS<DTPOSTED>20260131233000[-5:EST]<TRNAMT>-6.60<FITID>F1<NAME>Caf\u00e9 &amp; Bar<MEMO>Lunch</STMTTRN>";

    static string Statement(string entries, string account = "<BANKACCTFROM><BANKID>16<ACCTID>123<ACCTTYPE>CHECKING</BANKACCTFROM>") =>
        "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>CAD"
        + $"{account}<BANKTRANLIST><DTSTART>20260101<DTEND>20260131{entries}</BANKTRANLIST><LEDGERBAL><BALAMT>382.34<DTASOF>20260131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>";

    static string Sgml(string entries) => $"{Header}<OFX>{Statement(entries)}</OFX>";

    static StatementsRead Read(string text) => BankFile.Read(BankFormat.Ofx, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));

    [Test]
    public void the_day_is_the_one_written_and_the_letters_are_those_of_the_header()
    {
        var statement = Banks.Only(Read(Sgml(OneEntry)));
        var entry = statement.Entries.Single();
        Assert.That(
            (entry.BookingDate, entry.Amount, entry.Counterparty, entry.Remittance, entry.BankReference),
            Is.EqualTo((new DateOnly(2026, 1, 31), -6.6m, "Café & Bar", "Lunch", "F1"))
        );
        Assert.That((statement.Closing!.Amount, statement.Proof), Is.EqualTo((382.34m, StatementProof.None)));
    }

    [Test]
    public void as_xml_it_says_the_same()
    {
        var sgml = Banks.Transactions(Read(Sgml(OneEntry))).Single();
        var xml = Banks
            .Transactions(
                Banks.Read(
                    BankFormat.Ofx,
                    """
                    <?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>
                    <OFX><BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0</CODE></STATUS><STMTRS><CURDEF>CAD</CURDEF>
                    <BANKACCTFROM><BANKID>16</BANKID><ACCTID>123</ACCTID></BANKACCTFROM><BANKTRANLIST><DTSTART>20260101</DTSTART><DTEND>20260131</DTEND>
                    <STMTTRN><TRNTYPE>POS</TRNTYPE><DTPOSTED>20260131</DTPOSTED><TRNAMT>-6,60</TRNAMT><FITID>F1</FITID><NAME>Café &amp; Bar</NAME><MEMO>Lunch</MEMO></STMTTRN>
                    </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
                    """
                )
            )
            .Single();
        Assert.That(xml with { Attributes = sgml.Attributes }, Is.EqualTo(sgml));
        Assert.That(xml.Attributes, Is.EquivalentTo(sgml.Attributes));
    }

    [TestCase("-6.60", "-6,60", "-6.6")]
    [TestCase("-6.60", "+0006.6000", "6.6")]
    [TestCase("-6.60", ".5", "0.5")]
    public void amounts_have_a_point_or_a_comma(string old, string amount, string expected) =>
        Assert.That(
            Banks.Only(Read(Sgml(OneEntry.Replace(old, amount, StringComparison.Ordinal)))).Entries.Single().Amount,
            Is.EqualTo(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture))
        );

    [TestCase("-6.60", "1,234.56", "amount")]
    [TestCase("-6.60", "6.605", "scale")]
    [TestCase("-6.60", "</TRNAMT>", "missing")]
    [TestCase("20260131233000[-5:EST]", "20260230", "date")]
    [TestCase("20260131233000[-5:EST]", "2026-01-31", "date")]
    [TestCase("<MEMO>", "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY><MEMO>", "currency")]
    [TestCase("<MEMO>", "<CORRECTFITID>F0<CORRECTACTION>REPLACE<MEMO>", "correction")]
    public void an_entry_is_refused_with_its_number(string right, string wrong, string rule)
    {
        var problem = Banks.Problem(Read(Sgml(OneEntry.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.That(problem.Rule, Is.EqualTo(rule), problem.Message);
        Assert.That(problem.Place, Does.StartWith("STMTTRN 1 (line 7, column "));
    }

    [TestCase("<OFX><BANKMSGSRSV1><STMTTRNRS>")]
    [TestCase("<OFX><BANKMSGSRSV1></STMTTRNRS></OFX>")]
    [TestCase("<OFX></OFX></OFX>")]
    [TestCase("<OFX></OFX><OFX></OFX>")]
    [TestCase("<OFX></OFX")]
    public void tags_that_do_not_fit_together_are_refused(string text) =>
        Assert.That(Banks.Problem(Read(Header + text)).Rule, Is.EqualTo("malformed"));

    [Test]
    public void an_encoding_that_nobody_knows_is_refused() =>
        Assert.That(
            Banks.Problem(Read(Sgml(OneEntry).Replace("CHARSET:1252", "CHARSET:KLINGON", StringComparison.Ordinal))).Rule,
            Is.EqualTo("encoding")
        );

    [Test]
    public void one_entry_that_is_there_twice_is_refused_where_no_balance_tells_what_it_is() =>
        Assert.That(Banks.Problem(Read(Sgml(OneEntry + OneEntry))).Rule, Is.EqualTo("duplicate-entry"));

    [Test]
    public void a_reference_that_the_bank_uses_again_for_another_payment_is_no_duplicate() =>
        Assert.That(
            Banks
                .Transactions(Read(Sgml(OneEntry + OneEntry.Replace("-6.60", "-6.61", StringComparison.Ordinal))))
                .Select(transaction => transaction.Id),
            Is.Unique.And.Exactly(2).Items
        );

    [Test]
    public void two_equal_payments_without_a_reference_are_two()
    {
        var bare = OneEntry.Replace("<FITID>F1", "", StringComparison.Ordinal);
        Assert.That(Banks.Transactions(Read(Sgml(bare + bare))).Select(transaction => transaction.Id), Is.Unique.And.Exactly(2).Items);
    }

    [Test]
    public void two_lists_of_one_account_over_the_same_days_are_not_told_apart_by_guess()
    {
        var text =
            $"{Header}<OFX>{Statement(OneEntry)}{Statement(OneEntry.Replace("F1", "F2", StringComparison.Ordinal).Replace("6.60", "7.00", StringComparison.Ordinal))}</OFX>";
        Assert.That(Banks.Problem(Read(text)).Rule, Is.EqualTo("overlapping-statements"));
    }

    [Test]
    public void the_number_of_a_card_is_cut_to_its_last_digits()
    {
        var text =
            $"{Header}<OFX>{Statement(OneEntry, "<CCACCTFROM><ACCTID>4111111111111111</CCACCTFROM>").Replace("STMTTRNRS", "CCSTMTTRNRS", StringComparison.Ordinal).Replace("STMTRS", "CCSTMTRS", StringComparison.Ordinal)}</OFX>";
        var read = Read(text);
        Assert.That(Banks.Only(read).Account, Is.EqualTo(new BankAccount("…1111", "card")));
        Assert.That(StatementsText.Of(read), Does.Not.Contain("411111"));
    }
}
