using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Documents;

[TestFixture]
public sealed partial class Links_and_names
{
    static readonly IReadOnlyList<string> Pages =
    [
        .. Checkout.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && !path.EndsWith("PROVENANCE.md", StringComparison.Ordinal)),
    ];

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)")]
    private static partial Regex Link();

    /// <summary>A path in backticks: at least one slash, starting with a folder of the layout.</summary>
    [GeneratedRegex(@"`((?:services|shared|tests|docs|deploy)/[\w./{}*-]+)`")]
    private static partial Regex PathInText();

    [Test]
    public void every_link_leads_somewhere() =>
        Breaches.None(
            from page in Pages
            from Match link in Link().Matches(Checkout.Read(page))
            let target = Path.GetRelativePath(
                Checkout.Root,
                Path.GetFullPath(Path.Combine(Checkout.Root, Path.GetDirectoryName(page) ?? string.Empty, link.Groups[1].Value))
            )
            where !Checkout.Exists(target.Replace('\\', '/'))
            select $"{page}: {link.Groups[1].Value}",
            "A page that points into the void is worse than none."
        );

    [Test]
    public void every_path_that_a_page_names_exists() =>
        Breaches.None(
            from page in Pages
            from Match match in PathInText().Matches(Checkout.Read(page))
            let path = match.Groups[1].Value.TrimEnd('/', '.')
            where !path.Contains('*', StringComparison.Ordinal) && !path.Contains('{', StringComparison.Ordinal)
            where !path.StartsWith("deploy/secrets", StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal)
            where !Checkout.Exists(path)
            select $"{page}: {path}",
            "Pages name files as they are called."
        );

    /// <summary>The pages that speak of classes: a name in backticks with an inner capital letter is one.</summary>
    static readonly string[] SpeakOfCode = ["docs/flow.md", "docs/runbook.md", "CONTRIBUTING.md"];

    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)(?:\.[A-Z]\w*)?`")]
    private static partial Regex TypeInText();

    [GeneratedRegex(@"`((?:ingestion|transformation|ledger|platform|reconciliation)\w*\.[a-z_]+)`")]
    private static partial Regex TableInText();

    [Test]
    public void every_class_that_a_page_names_exists()
    {
        var known = SourceFile
            .All.SelectMany(file => Regex.Matches(file.Code, @"\b[A-Z]\w+\b").Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        Breaches.None(
            from page in SpeakOfCode.Concat(Checkout.FilesIn("docs/adr"))
            where Checkout.Exists(page)
            from Match match in TypeInText().Matches(Checkout.Read(page))
            where !known.Contains(match.Groups[1].Value)
            select $"{page}: {match.Groups[1].Value}",
            "Pages follow the code."
        );
    }

    [Test]
    public void every_table_that_a_page_names_exists()
    {
        var scripts = string.Concat(Checkout.Files.Where(path => path.EndsWith(".sql", StringComparison.Ordinal)).Select(Checkout.Read));
        Breaches.None(
            from page in Pages
            from Match match in TableInText().Matches(Checkout.Read(page))
            where !Regex.IsMatch(scripts, $@"(TABLE|VIEW|FUNCTION) {Regex.Escape(match.Groups[1].Value)}\b")
            select $"{page}: {match.Groups[1].Value}",
            "Pages follow the schema."
        );
    }

    [GeneratedRegex(@"`(accountingsync(?:\.[a-z_]+)+)`")]
    private static partial Regex MetricInText();

    [Test]
    public void every_metric_that_the_runbook_names_is_measured() =>
        Breaches.None(
            from Match match in MetricInText().Matches(Checkout.Read("docs/runbook.md"))
            let name = match.Groups[1].Value
            where name != "accountingsync.inbound" && name != "accountingsync.inbound.rejected"
            where !Metrics.Names.Contains(name)
            select name,
            "Somebody reads the runbook at night."
        );
}
