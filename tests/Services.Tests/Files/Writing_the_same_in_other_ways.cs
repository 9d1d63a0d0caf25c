using System.Text;
using System.Text.RegularExpressions;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

/// <summary>Encodings, line ends, delimiters and decimal signs change nothing of what a file says.</summary>
public sealed partial class Writing_the_same_in_other_ways
{
    [GeneratedRegex("\"(?<whole>-?[0-9]+)\\.(?<cents>[0-9]{2})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex QuotedNumber { get; }

    [GeneratedRegex("\"(?<day>[0-9]{2})/(?<month>[0-9]{2})/2026\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Day { get; }

    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    static IEnumerable<TestCaseData> Ways()
    {
        foreach (var name in Exports.Names())
        {
            TestCaseData Way(string what, byte[] bytes, string? charset = null) =>
                new TestCaseData(name, bytes, charset).SetArgDisplayNames(name, what);
            var text = Exports.Text(name);
            yield return Way("utf-8 without a mark", Encoding.UTF8.GetBytes(text));
            yield return Way("utf-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
            yield return Way("utf-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);
            yield return Way("utf-16, big end first, without a mark", Encoding.BigEndianUnicode.GetBytes(text));
            yield return Way("windows-1252, recognised", Windows1252.GetBytes(text));
            yield return Way("windows-1252, said", Windows1252.GetBytes(text), "windows-1252");
            yield return Way("crlf", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
            yield return Way("no last line end", Encoding.UTF8.GetBytes(text.TrimEnd('\n', '\r')));
            yield return Way("empty lines between", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Replace("\n", "\n\n")));
            yield return Way("a hint before the header", Encoding.UTF8.GetBytes("sep=,\n" + text));
            yield return Way("a last column that is empty", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").Replace("\n", ",\n")));
        }
    }

    [TestCaseSource(nameof(Ways))]
    public void says_the_same(string name, byte[] bytes, string? charset) => Same(name, bytes, charset);

    [Test]
    public void with_decimal_commas_and_semicolons()
    {
        var text = QuotedNumber.Replace(Exports.Text("paypal_activity").Replace("\",\"", "\";\""), "\"${whole},${cents}\"");
        Assert.That(text, Does.Contain("\"678,58\""));
        Same("paypal_activity", Encoding.UTF8.GetBytes(text), null);
    }

    [Test]
    public void with_thousands_apart()
    {
        var text = Exports.Text("paypal_activity").Replace("\"-9010.37\"", "\"-9.010,37\"").Replace("\"1279.31\"", "\"1.279,31\"");
        Same("paypal_activity", Encoding.UTF8.GetBytes(QuotedNumber.Replace(text, "\"${whole},${cents}\"")), null);
    }

    [Test]
    public void with_the_day_behind_the_month()
    {
        var text = Day.Replace(Exports.Text("paypal_activity"), "\"${month}/${day}/2026\"");
        Same("paypal_activity", Encoding.UTF8.GetBytes(text), null);
    }

    [Test]
    public void with_tabs()
    {
        var text = Exports.Text("adyen_settlement_detail").Replace(',', '\t');
        Same("adyen_settlement_detail", Encoding.UTF8.GetBytes(text), null);
    }

    [Test]
    public void with_columns_in_another_order()
    {
        var lines = Exports.Text("adyen_settlement_detail").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Same(
            "adyen_settlement_detail",
            Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => string.Join(',', line.Split(',').Reverse())))),
            null
        );
    }

    [Test]
    public void with_line_ends_inside_of_quotes()
    {
        var rows = Exports.Read(
            "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description\n"
                + "txn_1,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_1,\"two\nlines, and a \"\"quote\"\"\"\n"
                + "txn_2,2026-01-01 10:00:00,usd,11.00,0.50,10.50,charge,ch_2,one\n"
        );
        Assert.That(rows.Select(row => (row.Line, ((FileRow.Read)row.Row).Transactions[0].Id)), Is.EqualTo(new[] { (2L, "ch_1"), (4L, "ch_2") }));
    }

    static void Same(string name, byte[] bytes, string? charset)
    {
        var said = Exports.Said(name);
        Assert.That(Hashes(Exports.Read(bytes, said, charset)), Is.EqualTo(Hashes(Exports.Read(Exports.Bytes(name), said))));
    }

    static List<string> Hashes(IEnumerable<(long, FileRow)> rows) =>
        [.. Exports.Facts(rows).Select(fact => Convert.ToHexString(ContentBytes.Hash(fact)))];
}
