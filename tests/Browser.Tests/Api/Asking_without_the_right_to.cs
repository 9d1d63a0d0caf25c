using System.Net;
using AccountingSync.Browser.Tests.Installation;
using AccountingSync.Security;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Asking_without_the_right_to : ConsoleTest
{
    IReadOnlyList<ApiRoute> Routes => ApiRoute.All(Installation.Services);

    [Test]
    public void There_are_all_the_routes_of_the_contract() =>
        Assert.That(
            Routes.Select(route => route.ToString()),
            Is.EquivalentTo(
                (string[])
                    [
                        "GET /v1/transactions/{source}/{**id}",
                        "GET /v1/summary",
                        "GET /v1/trial-balance",
                        "GET /v1/entries",
                        "GET /v1/audit",
                        "GET /v1/entries/{id:guid}/explanation",
                        "GET /v1/proof",
                        "GET /v1/business-days",
                        "POST /v1/business-days",
                        "GET /v1/periods",
                        "GET /v1/summaries",
                        "GET /v1/summaries/{id:guid}/entries",
                        "GET /v1/periods/decisions",
                        "GET /v1/periods/waiting",
                        "POST /v1/periods/waiting/post",
                        "POST /v1/periods/{period}/close",
                        "POST /v1/periods/{period}/ask",
                        "POST /v1/periods/{period}/decline",
                        "POST /v1/periods/{period}/reopen",
                        "GET /v1/discrepancies",
                        "GET /v1/payouts",
                        "GET /v1/payouts/{source}/{**id}",
                        "GET /v1/completeness",
                        "GET /v1/bank-matches",
                        "POST /v1/bank-matches/{id:guid}/confirm",
                        "POST /v1/bank-matches/{id:guid}/reject",
                        "GET /v1/pulls",
                        "POST /v1/pulls",
                        "POST /v1/pulls/{connection}/run",
                        "POST /v1/pulls/{connection}/pause",
                        "POST /v1/pulls/{connection}/resume",
                        "GET /v1/source-corrections",
                        "POST /v1/source-corrections",
                        "GET /v1/corrections",
                        "GET /v1/metrics",
                        "GET /v1/reconciliations",
                        "POST /v1/reconciliations",
                        "GET /v1/held",
                        "POST /v1/held/retry",
                        "GET /v1/rule-sets",
                        "POST /v1/rule-sets",
                        "GET /v1/rule-sets/drafts",
                        "POST /v1/rule-sets/drafts",
                        "POST /v1/rule-sets/drafts/{name}/{version:int}/publish",
                        "POST /v1/rule-sets/drafts/{name}/{version:int}/discard",
                        "POST /v1/rule-sets/preview",
                        "GET /v1/pushes",
                        "GET /v1/dead-letters",
                        "POST /v1/dead-letters/replay",
                    ]
            )
        );

    [Test]
    public async Task No_key_is_401_everywhere() => await EveryRouteAnswers(key: null, HttpStatusCode.Unauthorized);

    [Test]
    public async Task An_unknown_key_is_401_everywhere() => await EveryRouteAnswers(ApiKey.Generate(), HttpStatusCode.Unauthorized);

    [Test]
    public async Task What_is_no_key_is_401_and_nobody_is_asked()
    {
        await EveryRouteAnswers("password", HttpStatusCode.Unauthorized);
        Assert.That(Installation.TakeSeen(), Is.Empty);
    }

    [Test]
    public async Task A_key_of_a_source_is_403_everywhere() => await EveryRouteAnswers(Installation.SourceKey, HttpStatusCode.Forbidden);

    [Test]
    public async Task Finance_reads_but_does_not_operate()
    {
        foreach (var route in Routes)
        {
            using var response = await Installation.Send(route.Method, route.Address, Installation.FinanceKey, route.Body);
            Assert.That(response.StatusCode, Is.EqualTo(route.IsForOperators ? HttpStatusCode.Forbidden : HttpStatusCode.OK), route.ToString());
        }
        Assert.That(Routes.Count(route => route.IsForOperators), Is.EqualTo(12));
    }

    [Test]
    public async Task An_operator_does_everything()
    {
        foreach (var route in Routes)
        {
            using var response = await Installation.Send(route.Method, route.Address, Installation.OperatorKey, route.Body);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), route.ToString());
        }
    }

    [Test]
    public async Task The_answer_says_how_to_show_a_key()
    {
        using var response = await Installation.Get("/v1/summary", key: null);
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
    }

    async Task EveryRouteAnswers(string? key, HttpStatusCode status)
    {
        foreach (var route in Routes)
        {
            using var response = await Installation.Send(route.Method, route.Address, key, route.Body);
            Assert.That(response.StatusCode, Is.EqualTo(status), route.ToString());
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), route.ToString());
        }
    }
}
