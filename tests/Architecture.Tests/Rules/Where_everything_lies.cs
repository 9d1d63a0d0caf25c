using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed partial class Where_everything_lies
{
    static readonly string[] Layout =
    [
        "AccountingSync.sln",
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "global.json",
        "docker-compose.yml",
        "Directory.Build.props",
        "Directory.Packages.props",
        "BannedSymbols.txt",
        ".editorconfig",
        "run",
        "test",
        "bench",
        "acsync",
        ".ci/run",
        "services/Ingestion",
        "services/Transformation",
        "services/LedgerWriter",
        "services/PlatformSync",
        "services/Reconciliation",
        "services/Console",
        "services/Sandbox",
        "services/CommandLine",
        "shared/Contracts",
        "shared/Accounting",
        "shared/Postgres",
        "shared/Messaging",
        "shared/Security",
        "shared/ServiceDefaults",
        "shared/LocalServers",
        "deploy/Dockerfile",
        "deploy/k8s",
        "deploy/postgres",
        "deploy/rabbitmq",
        "deploy/observability",
        "tests/Accounting.Tests",
        "tests/Services.Tests",
        "tests/Integration.Tests",
        "tests/Architecture.Tests",
        "tests/Browser.Tests",
        "tests/Benchmarks",
        "docs/flow.md",
        "docs/words.md",
        "docs/runbook.md",
        "docs/adr",
        "docs/events",
        "docs/sagas",
        "docs/api",
    ];

    static readonly string[] MayAlsoStandAtTheRoot =
    [
        ".config",
        ".csharpierignore",
        ".csharpierrc.yaml",
        ".dockerignore",
        ".gitattributes",
        ".gitignore",
        ".github",
        "LICENSE",
        "benchmarks",
        "acsync.cmd",
    ];

    [TestCaseSource(nameof(Layout))]
    public void what_the_layout_names_exists(string path) => Assert.That(Checkout.Exists(path), path);

    [Test]
    public void nothing_else_stands_at_the_root() =>
        Breaches.None(
            Checkout.Files.Select(path => path.Split('/')[0]).Except(Layout.Select(path => path.Split('/')[0])).Except(MayAlsoStandAtTheRoot),
            "A new entry at the root is a decision: write it into the layout, here and in CONTRIBUTING.md."
        );

    [Test]
    public void the_commands_may_be_run_as_they_are() =>
        Breaches.None(
            from path in Checkout.Files
            where path is "run" or "test" or "bench" or "acsync" or ".ci/run" || path.EndsWith(".sh", StringComparison.Ordinal)
            let sourced = Checkout.Read(path).StartsWith("# shellcheck shell", StringComparison.Ordinal)
            let first = Checkout.Read(path).Split('\n')[0]
            where !sourced && !Shebang().IsMatch(first)
            select $"{path}: {first}",
            "A command says by which shell it is read."
        );

    [GeneratedRegex(@"^#!(/usr/bin/env bash|/bin/(ba)?sh)")]
    private static partial Regex Shebang();

    [Test]
    public void copied_data_says_where_it_comes_from() =>
        Breaches.None(
            from path in Checkout.Files
            where IsData(path) && !Ancestors(path).Any(folder => Checkout.Exists($"{folder}/PROVENANCE.md"))
            select path,
            "Data from elsewhere has a PROVENANCE.md beside or above it: where from, which version, which licence."
        );

    [Test]
    public void copied_scripts_and_styles_keep_their_licence() =>
        Breaches.None(
            from path in Checkout.Files
            where Regex.IsMatch(path, @"\.(min\.js|min\.css|woff2?)$") || Regex.IsMatch(path, @"/lib/.*\.(js|css)$")
            where !Checkout.Files.Any(other => IsLicenceBeside(other, path))
            select path,
            "A vendored file stands beside the licence under which it may be copied."
        );

    static bool IsLicenceBeside(string licence, string file) =>
        Regex.IsMatch(Path.GetFileName(licence), "LICEN[CS]E", RegexOptions.IgnoreCase)
        && (
            Path.GetDirectoryName(licence) == Path.GetDirectoryName(file)
            || Path.GetDirectoryName(licence) == Path.GetDirectoryName(Path.GetDirectoryName(file))
        );

    static bool IsData(string path) =>
        (path.StartsWith("tests/", StringComparison.Ordinal) || path.StartsWith("services/", StringComparison.Ordinal))
        && Regex.IsMatch(path, @"\.(json|csv|xml|txt|ofx|qif|mt940|sta|xsd|tsv|jsonl)$")
        && !Regex.IsMatch(path, @"(^|/)(packages\.lock\.json|appsettings.*\.json|launchSettings\.json|package(-lock)?\.json|[^/]*LICEN[CS]E[^/]*)$")
        && !path.StartsWith("tests/Benchmarks/", StringComparison.Ordinal);

    static IEnumerable<string> Ancestors(string path)
    {
        var parts = path.Split('/');
        for (var length = parts.Length - 1; length > 1; length--)
            yield return string.Join('/', parts[..length]);
    }
}
