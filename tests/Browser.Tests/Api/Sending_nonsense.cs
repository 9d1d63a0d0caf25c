using System.Net;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Sending_nonsense : ConsoleTest
{
    [TestCase("/v1/trial-balance?as_of=31.01.2026", "query/as_of")]
    [TestCase("/v1/trial-balance?known_at=yesterday", "query/known_at")]
    [TestCase("/v1/trial-balance?asof=2026-01-31", "query/asof")]
    [TestCase("/v1/entries?limit=0", "query/limit")]
    [TestCase("/v1/entries?limit=1001", "query/limit")]
    [TestCase("/v1/entries?after=-1", "query/after")]
    [TestCase("/v1/entries?from=2026-01-01&from=2026-01-02", "query/from")]
    [TestCase("/v1/entries?source=", "query/source")]
    [TestCase("/v1/pushes?state=lost", "query/state")]
    [TestCase("/v1/discrepancies?state=closed", "query/state")]
    [TestCase("/v1/payouts?state=open", "query/state")]
    [TestCase("/v1/bank-matches?state=open", "query/state")]
    [TestCase("/v1/completeness?from=yesterday", "query/from")]
    [TestCase("/v1/pulls?limit=5", "query/limit")]
    [TestCase("/v1/source-corrections?state=done", "query/state")]
    [TestCase("/v1/corrections?state=open", "query/state")]
    [TestCase("/v1/metrics?hours=0", "query/hours")]
    [TestCase("/v1/metrics?hours=745", "query/hours")]
    public async Task In_the_query_is_400_and_says_where(string address, string pointer)
    {
        using var response = await Installation.Get(address, Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await Json(response)).GetProperty("errors")[0].GetProperty("pointer").GetString(), Is.EqualTo(pointer));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("""{"content":"x"}""")]
    [TestCase("""{"content":null,"file_name":"x"}""")]
    [TestCase("""{"content":"x","content":"y","file_name":"x"}""")]
    public async Task In_a_body_is_400(string body)
    {
        using var response = await Installation.Send(HttpMethod.Post, "/v1/rule-sets", Installation.OperatorKey, body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(Installation.Transformation.Seen, Is.Empty);
    }

    [TestCase("""{"time_zone":"Europe/Berlin","day_ends":"3 o'clock"}""", "/day_ends")]
    [TestCase("""{"time_zone":"Europe/Berlin","day_ends":"25:00"}""", "/day_ends")]
    public async Task A_clock_with_errors_is_400_and_says_where(string body, string pointer)
    {
        using var response = await Installation.Send(HttpMethod.Post, "/v1/business-days", Installation.OperatorKey, body);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await Json(response)).GetProperty("errors")[0].GetProperty("pointer").GetString(), Is.EqualTo(pointer));
        Assert.That(Installation.TakeSeen().Select(seen => seen.Path), Has.No.Member("/internal/day-settings"));
    }

    [Test]
    public async Task A_clock_that_ingestion_refuses_is_400_and_says_why()
    {
        Installation.Ingestion.Answers(
            "POST /internal/day-settings",
            _ => (400, """{"title":"The clock is not set.","errors":["/time_zone: 'Mars' is no time zone. Write an IANA name."]}""")
        );
        using var response = await Installation.Send(HttpMethod.Post, "/v1/business-days", Installation.OperatorKey, """{"time_zone":"Mars"}""");
        var error = (await Json(response)).GetProperty("errors")[0];
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            (error.GetProperty("pointer").GetString(), error.GetProperty("message").GetString()),
            Is.EqualTo(("/time_zone", "'Mars' is no time zone. Write an IANA name."))
        );
    }

    [Test]
    public async Task A_rule_set_with_errors_is_400_and_lists_them()
    {
        Installation.Transformation.Answers(
            "POST /internal/rule-sets",
            _ => (400, """{"title":"The rule set is not published.","errors":["retail.yaml:3: 'versoin' is no word of a rule set."]}""")
        );
        using var response = await Installation.Send(
            HttpMethod.Post,
            "/v1/rule-sets",
            Installation.OperatorKey,
            """{"content":"versoin: 2","file_name":"retail.yaml"}"""
        );
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            (await Json(response)).GetProperty("errors")[0].GetProperty("message").GetString(),
            Is.EqualTo("retail.yaml:3: 'versoin' is no word of a rule set.")
        );
    }

    [TestCase("/v1/nothing", HttpStatusCode.NotFound)]
    [TestCase("/v1/held/retry", HttpStatusCode.MethodNotAllowed)]
    public async Task Elsewhere_is_a_problem_too(string address, HttpStatusCode status)
    {
        using var response = await Installation.Get(address, Installation.OperatorKey);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }
}
