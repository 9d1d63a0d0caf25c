using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Documents;

[TestFixture]
public sealed partial class The_decisions
{
    static readonly IReadOnlyList<string> Names = [.. Checkout.FilesIn("docs/adr").Select(path => Path.GetFileName(path)!)];

    [GeneratedRegex(@"^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$")]
    private static partial Regex FileName();

    [Test]
    public void are_numbered_from_one_without_gap_or_repetition() =>
        Assert.That(
            Names
                .Select(name => FileName().Match(name))
                .Select(match => match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : -1),
            Is.EqualTo(Enumerable.Range(1, Names.Count))
        );

    [TestCaseSource(nameof(Names))]
    public void say_their_number_their_state_and_what_follows(string name)
    {
        var text = Checkout.Read($"docs/adr/{name}");
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.StartWith($"# {name[..4]} "));
            Assert.That(text, Does.Match(@"(?m)^Status: (proposed|accepted|replaced by \d{4})"));
            foreach (var heading in new[] { "Context", "Decision", "Consequences" })
                Assert.That(text, Does.Contain($"\n## {heading}\n"));
            Assert.That(text.Split('\n'), Has.Length.LessThan(90), "A decision fits on a page.");
        });
    }
}
