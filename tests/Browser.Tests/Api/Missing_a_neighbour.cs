using System.Net;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Missing_a_neighbour : ConsoleTest
{
    [TestCase("/v1/trial-balance", "ledger-writer")]
    [TestCase("/v1/entries", "ledger-writer")]
    [TestCase("/v1/audit", "ledger-writer")]
    [TestCase("/v1/proof", "ledger-writer ingestion transformation")]
    [TestCase("/v1/entries/861b0adb-d88b-5455-8d31-f53d41df3ec7/explanation", "ledger-writer ingestion transformation")]
    [TestCase("/v1/business-days", "ingestion")]
    [TestCase("/v1/periods", "ledger-writer")]
    [TestCase("/v1/summaries", "platform-sync")]
    [TestCase("/v1/periods/decisions", "ledger-writer")]
    [TestCase("/v1/periods/waiting", "ledger-writer")]
    [TestCase("/v1/discrepancies", "reconciliation")]
    [TestCase("/v1/payouts", "reconciliation")]
    [TestCase("/v1/payouts/stripe/ch_3Q8LkfTk21", "reconciliation")]
    [TestCase("/v1/completeness", "reconciliation")]
    [TestCase("/v1/bank-matches", "reconciliation")]
    [TestCase("/v1/pulls", "ingestion")]
    [TestCase("/v1/source-corrections", "ingestion")]
    [TestCase("/v1/corrections", "reconciliation")]
    [TestCase("/v1/metrics", "reconciliation")]
    [TestCase("/v1/reconciliations", "reconciliation")]
    [TestCase("/v1/held", "transformation")]
    [TestCase("/v1/rule-sets", "transformation")]
    [TestCase("/v1/rule-sets/drafts", "transformation")]
    [TestCase("/v1/pushes", "platform-sync")]
    [TestCase("/v1/summary", "ingestion transformation platform-sync reconciliation")]
    [TestCase("/v1/transactions/stripe/ch_3Q8LkfTk21", "ingestion transformation ledger-writer platform-sync reconciliation")]
    [TestCase("/v1/dead-letters", "ingestion transformation ledger-writer platform-sync reconciliation")]
    public async Task Is_503_and_names_it(string address, string needed)
    {
        // Known from here on, so that Ingestion's absence shows in what is read and not in whose key it is.
        using var before = await Installation.Get(address, Installation.OperatorKey);
        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        foreach (var name in needed.Split(' '))
        {
            var neighbour = Installation.Neighbours.Single(neighbour => neighbour.Name == name);
            neighbour.IsDown = true;
            using var response = await Installation.Get(address, Installation.OperatorKey);
            neighbour.IsDown = false;
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), name);
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That((await Json(response)).GetProperty("service").GetString(), Is.EqualTo(name));
        }
    }

    [TestCase("ledger-writer")]
    [TestCase("ingestion")]
    [TestCase("transformation")]
    public async Task Is_503_for_a_preview_too(string name)
    {
        using var before = await Preview();
        Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Installation.Neighbours.Single(neighbour => neighbour.Name == name).IsDown = true;
        using var response = await Preview();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    Task<HttpResponseMessage> Preview() =>
        Installation.Send(
            HttpMethod.Post,
            "/v1/rule-sets/preview",
            Installation.FinanceKey,
            "{\"content\":\"ruleset: retail\",\"file_name\":\"retail.yaml\"}"
        );

    [Test]
    public async Task Others_are_still_served()
    {
        Installation.Ledger.IsDown = true;
        using var response = await Installation.Get("/v1/summary", Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_key_that_cannot_be_checked_is_503_and_not_let_in()
    {
        Installation.Ingestion.IsDown = true;
        using var response = await Installation.Get("/v1/trial-balance", Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(Installation.Ledger.Seen, Is.Empty);
    }

    [Test]
    public async Task An_answer_that_lacks_something_is_no_answer()
    {
        Installation.Ledger.Answers("GET /internal/trial-balance", """[{"account":"assets:cash"}]""");
        using var response = await Installation.Get("/v1/trial-balance", Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }
}
