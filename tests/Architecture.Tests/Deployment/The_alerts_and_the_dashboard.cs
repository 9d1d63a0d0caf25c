using System.Text.Json;
using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Deployment;

[TestFixture]
public sealed class The_alerts_and_the_dashboard
{
    static readonly string[] Files = ["deploy/observability/alerts.yml", "deploy/observability/dashboard.json"];

    [TestCaseSource(nameof(Files))]
    public void ask_only_for_what_is_measured(string path) =>
        Breaches.None(
            from Match metric in Regex.Matches(Checkout.Read(path), @"\baccountingsync_\w+")
            where !Metrics.PrometheusNames.Contains(metric.Value)
            select metric.Value,
            $"Measured are: {string.Join(", ", Metrics.PrometheusNames.Order(StringComparer.Ordinal))}."
        );

    [Test]
    public void lead_to_a_chapter_of_the_runbook()
    {
        var chapters = Regex
            .Matches(Checkout.Read("docs/runbook.md"), @"^#+ (.+)$", RegexOptions.Multiline)
            .Select(match => Regex.Replace(match.Groups[1].Value.ToLowerInvariant(), @"[^\w -]", string.Empty).Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);
        var alerts = Checkout.Read(Files[0]);
        var named = Regex.Matches(alerts, @"runbook: docs/runbook\.md#(\S+)").Select(match => match.Groups[1].Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(named.Distinct(), Is.SubsetOf(chapters));
            Assert.That(named, Has.Count.EqualTo(Regex.Count(alerts, "- alert: ")), "Every alert says what to do.");
        });
    }

    [Test]
    public void can_be_read_as_what_they_are() => Assert.DoesNotThrow(() => JsonDocument.Parse(Checkout.Read(Files[1])).Dispose());
}
