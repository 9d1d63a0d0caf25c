using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Reading_completeness : ConsoleTest
{
    [Test]
    public async Task Each_period_is_told_with_its_figures()
    {
        var periods = (await Read("/v1/completeness?source=acme-stripe&from=2026-11-01&until=2026-11-30")).GetProperty("periods");
        Assert.That(
            Installation.Reconciliation.Seen.Single().Query,
            Is.EqualTo("?organisation=acme&source=acme-stripe&from=2026-11-01&until=2026-11-30&limit=1000")
        );
        Assert.That(
            periods
                .EnumerateArray()
                .Select(period =>
                    (Text(period, "state"), Text(period, "opening"), Text(period, "known_sum"), Text(period, "closing"), Text(period, "difference"))
                ),
            Is.EqualTo(new[] { ("gap", "10.00", "-23.20", "86.80", "100.00"), ("complete", "100.00", "50.00", "150.00", "0.00") })
        );
    }

    [Test]
    public async Task What_is_missing_is_told_in_words()
    {
        Installation.Reconciliation.Answers(
            "GET /internal/discrepancies",
            """
            [{"id":"861b0adb-d88b-5455-8d31-f53d41df3ec7","type":"source_incomplete","source":"acme-stripe","state":"open",
              "first_seen":"2026-11-21T12:00:00+00:00","last_seen":"2026-11-21T12:00:00+00:00","opened_at":"2026-11-21T12:00:00+00:00","times_opened":1,
              "evidence":{"account":{"account":"balance","currency":"USD","from":"2026-11-20","until":"2026-11-20","opening":10.00,"closing":86.80,
                "before":4.00,"movements":9,"known":7,"difference":100.00,"missing":[{"id":"ch_1","amount":100.00}],"missing_count":1,
                "differing":[{"id":"re_1","amount":-20.00,"own":-10.00}],"differing_count":1,"unheard":["ch_2"],"unheard_count":3}}}]
            """
        );
        Assert.That(
            Text((await Read("/v1/discrepancies")).GetProperty("discrepancies")[0], "detail"),
            Is.EqualTo(
                "Account: balance of 2026-11-20, from 10.00 USD to 86.80 USD, 7 of 9 movements received; Not explained: 100.00 USD; "
                    + "Never received: ch_1 100.00 USD; Other amount: re_1 -20.00 USD, received -10.00 USD; Moved no account: ch_2 and 2 more; "
                    + "The period before ended with: 4.00 USD"
            )
        );
    }

    [Test]
    public async Task A_pull_is_told_with_what_the_last_time_found()
    {
        var pull = (await Read("/v1/pulls")).GetProperty("pulls")[0];
        Assert.That(
            (Text(pull, "connection"), Text(pull, "state"), Text(pull, "next_run")),
            Is.EqualTo(("acme-stripe", "waiting", "2026-11-21T12:15:00+00:00"))
        );
        Assert.That(pull.GetProperty("last").GetProperty("refilled").GetInt32(), Is.EqualTo(3));
    }

    [TestCase(HttpStatusCode.BadRequest)]
    [TestCase(HttpStatusCode.NotFound)]
    [TestCase(HttpStatusCode.Conflict)]
    public async Task Why_a_pull_cannot_be_is_handed_on(HttpStatusCode status)
    {
        Installation.Ingestion.Answers(
            "POST /internal/pulls/acme-stripe/run",
            _ => ((int)status, """{"title":"It is paused.","detail":"Resume it."}""")
        );
        using var response = await Installation.Send(HttpMethod.Post, "/v1/pulls/acme-stripe/run", Installation.OperatorKey, null);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "detail"), Is.EqualTo("Resume it."));
    }

    [Test]
    public async Task A_pull_is_added_for_the_organisation_of_the_key()
    {
        using var response = await Installation.Send(
            HttpMethod.Post,
            "/v1/pulls",
            Installation.OperatorKey,
            """{"connection":"acme-stripe","cron":"0 3 * * *","time_zone":"Europe/Berlin","holidays":["2026-12-25"]}"""
        );
        response.EnsureSuccessStatusCode();
        var seen = Installation.Ingestion.Seen.Last();
        Assert.That((seen.Organisation, Text(JsonDocument.Parse(seen.Body).RootElement, "time_zone")), Is.EqualTo(("acme", "Europe/Berlin")));
    }

    async Task<JsonElement> Read(string address)
    {
        using var response = await Installation.Get(address, Installation.FinanceKey);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
