using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed partial class What_packages_are_used
{
    static readonly IReadOnlyDictionary<string, string> Versions = XDocument
        .Parse(Checkout.Read("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^\[\d+\.\d+\.\d+\]$")]
    private static partial Regex ExactPin();

    [Test]
    public void every_version_is_pinned_exactly_and_in_one_place() =>
        Assert.Multiple(() =>
        {
            Breaches.None(
                Versions.Where(package => !ExactPin().IsMatch(package.Value)).Select(package => $"{package.Key} {package.Value}"),
                "Write [x.y.z]: another version is a decision, not an accident."
            );
            Breaches.None(
                from project in ProjectFile.All
                from reference in project.Xml.Descendants("PackageReference")
                where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
                select $"{project.Path}: {reference.Attribute("Include")?.Value}",
                "Versions stand in Directory.Packages.props."
            );
        });

    [Test]
    public void every_pinned_package_is_used() =>
        Breaches.None(
            Versions
                .Keys.Except(ProjectFile.All.SelectMany(project => project.Packages))
                .Where(name => !Checkout.Read("Directory.Build.props").Contains($"\"{name}\"", StringComparison.Ordinal)),
            "A package that nobody references is taken out of Directory.Packages.props."
        );

    [Test]
    public void mass_transit_stays_on_the_free_versions() =>
        Assert.That(
            Versions.Where(package => package.Key.StartsWith("MassTransit", StringComparison.Ordinal)).Select(package => package.Value),
            Is.Not.Empty.And.All.StartsWith("[8."),
            "From version 9 on, MassTransit needs a commercial licence."
        );

    [Test]
    public void every_project_has_a_lock_file_that_agrees_with_the_pins() =>
        Breaches.None(ProjectFile.All.SelectMany(Disagreements), "Run 'dotnet restore' and commit packages.lock.json.");

    [Test]
    public void every_package_is_listed_with_its_licence() =>
        Breaches.None(
            Versions.Keys.Where(name => !Checkout.Read("docs/third-party.md").Contains($"| {name} |", StringComparison.Ordinal)),
            "docs/third-party.md lists what is used, and under which licence."
        );

    static IEnumerable<string> Disagreements(ProjectFile project)
    {
        var path = $"{project.Folder}/packages.lock.json";
        if (!Checkout.Exists(path))
        {
            yield return $"{path} is missing";
            yield break;
        }
        using var json = JsonDocument.Parse(Checkout.Read(path));
        foreach (var framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
        foreach (var package in project.Packages)
        {
            if (!framework.Value.TryGetProperty(package, out var locked))
                yield return $"{path} lacks {package}";
            else if ($"[{locked.GetProperty("resolved").GetString()}]" is var resolved && resolved != Versions[package])
                yield return $"{path}: {package} {resolved}, pinned {Versions[package]}";
        }
    }
}
