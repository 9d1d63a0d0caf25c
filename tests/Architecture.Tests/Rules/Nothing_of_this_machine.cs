using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed partial class Nothing_of_this_machine
{
    // Pictures and the like hold no text; data that was copied says what its vendor says.
    static IEnumerable<string> Texts =>
        Checkout.Files.Where(path =>
            !Regex.IsMatch(path, @"\.(png|jpe?g|ico|gz|zip|woff2?|pdf|der|pfx)$")
            && !path.EndsWith(nameof(Nothing_of_this_machine) + ".cs", StringComparison.Ordinal)
        );

    [GeneratedRegex(@"(?<![\w.$}>)-])/(work|root|home/\w+|Users/\w+|tmp)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"(artifactory|nexus|packages?|feeds?|proxy|mirror|registry)[\w.-]*\.(local|internal|corp|lan)\b|api\.nuget\.org|registry\.npmjs\.org|pypi\.org/simple"
    )]
    private static partial Regex PackageSource();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bsk_live_\w+|\bAKIA[0-9A-Z]{16}\b|\bghp_\w{30,}")]
    private static partial Regex Secret();

    [Test]
    public void no_path_of_a_machine_is_named() =>
        Breaches.None(
            from path in Texts
            let match = MachinePath().Match(Checkout.Read(path))
            where match.Success
            select $"{path}: {match.Value}",
            "A checkout works wherever it lies; temporary files come from mktemp or Path.GetTempPath."
        );

    [Test]
    public void no_package_source_is_named() =>
        Breaches.None(
            from path in Texts
            let match = PackageSource().Match(Checkout.Read(path))
            where match.Success
            select $"{path}: {match.Value}",
            "Where packages come from is the machine's business; the lock files say which they are."
        );

    [Test]
    public void no_configuration_of_package_sources_is_in_the_repository() =>
        Assert.That(
            Checkout.Files.Where(path => Regex.IsMatch(path, @"(^|/)(nuget\.config|\.npmrc|\.yarnrc.*|pip\.conf)$", RegexOptions.IgnoreCase)),
            Is.Empty
        );

    [Test]
    public void no_secret_is_in_the_repository() =>
        Breaches.None(
            from path in Texts
            where Secret().IsMatch(Checkout.Read(path))
            select path,
            "Secrets are made by deploy/secrets.sh or by ./run, and stay out of git."
        );
}
