using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Documents;

[TestFixture]
public sealed partial class The_page_about_faults
{
    const string Page = "docs/faults.md";

    /// <summary>A class and a method in backticks, as test names are written: words with underscores.</summary>
    [GeneratedRegex(@"`([A-Z][a-z]*(?:_\w+)*)\.([a-z]\w*_\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (?<rows>[\d, –]+) \|(?<cells>.*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    static readonly IReadOnlyList<Match> Named = TestName().Matches(Checkout.Read(Page));

    [Test]
    public void names_only_tests_that_there_are() =>
        Breaches.None(
            from test in Named
            let type = test.Groups[1].Value
            let method = test.Groups[2].Value
            where !SourceFile.In("tests").Any(file => file.Name == type && IsTest(file, method))
            select $"{type}.{method}",
            "A fault is only covered by a test that exists."
        );

    static bool IsTest(SourceFile file, string method) =>
        Regex.IsMatch(file.Code, $@"\[(?:Test|TestCase|TestCaseSource)\b[\s\S]*public [\w ]+ {Regex.Escape(method)}\(");

    [Test]
    public void has_a_line_for_each_row_of_the_fault_matrix()
    {
        var rows = Row().Matches(Checkout.Read(Page)).SelectMany(row => row.Groups["rows"].Value.Split(',', StringSplitOptions.TrimEntries));
        Assert.That(rows.Where(row => row != "–").Select(int.Parse), Is.EqualTo(Enumerable.Range(1, 54)));
        Assert.That(Named, Is.Not.Empty);
    }

    [Test]
    public void says_of_each_row_which_test_shows_it_or_why_it_is_not_run() =>
        Breaches.None(
            from row in Row().Matches(Checkout.Read(Page))
            let cells = row.Groups["cells"].Value
            where
                !TestName().IsMatch(cells)
                && !cells.Contains("the campaign", StringComparison.Ordinal)
                && !cells.Contains("not run", StringComparison.Ordinal)
            select row.Groups["rows"].Value,
            "What nobody tries is not known to hold."
        );
}
