using System.Net;
using System.Text.Json;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Deciding_about_bank_matches : ConsoleTest
{
    const string Match = "/v1/bank-matches/" + FakeInstallation.KnownEntry;

    [Test]
    public async Task Each_is_shown_with_its_lines_and_what_shows_it()
    {
        using var response = await Installation.Get("/v1/bank-matches?state=proposed&limit=5", Installation.FinanceKey);
        var match = (await Json(response)).GetProperty("matches")[0];
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo("?organisation=acme&state=proposed&limit=5"));
        Assert.That(
            new[] { Text(match, "state"), Text(match, "rule"), Text(match, "confidence"), Text(match, "difference") },
            Is.EqualTo(new[] { "proposed", "name_amount_and_day", "ambiguous", "0.00" })
        );
        Assert.That(
            match.GetProperty("lines").EnumerateArray().Select(line => (Text(line, "side"), Text(line, "id"), Text(line, "amount"))),
            Is.EqualTo(new[] { ("books", "po_1", "94.70"), ("bank", "5f2f5c1e", "94.70") })
        );
        Assert.That(Text(match.GetProperty("lines")[1], "now"), Is.EqualTo("94.71"), "a later revision says so");
    }

    [TestCase("confirm")]
    [TestCase("reject")]
    public async Task The_name_of_the_key_and_the_reason_go_with_it(string verb)
    {
        using var response = await Installation.Send(
            HttpMethod.Post,
            $"{Match}/{verb}",
            Installation.FinanceKey,
            """{"reason":"seen at the bank"}"""
        );
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var told = JsonDocument.Parse(Installation.Reconciliation.Seen.Single().Body).RootElement;
        Assert.That((Text(told, "by"), Text(told, "reason")), Is.EqualTo(("Maria (finance)", "seen at the bank")));
    }

    [TestCase(400, "reason must be 1 to 1000 characters: it is kept with the decision.")]
    [TestCase(404, "There is no match.")]
    [TestCase(409, "'b-1' of 'bank' is in the match x, which a person confirmed.")]
    public async Task A_refusal_is_passed_on(int status, string title)
    {
        Installation.Reconciliation.Answers(
            $"POST /internal/bank-matches/{FakeInstallation.KnownEntry}/confirm",
            _ => (status, JsonSerializer.Serialize(new { title, detail = "Reject that one first." }))
        );
        using var response = await Installation.Send(HttpMethod.Post, $"{Match}/confirm", Installation.FinanceKey, """{"reason":null}""");
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(Text(await Json(response), "title"), Is.EqualTo(title));
        Assert.That(Text(await Json(response), "detail"), Is.EqualTo("Reject that one first."));
    }

    [TestCase(
        """{"currency":"USD","amount":94.70,"day":"2026-11-18","from":"2026-11-13","until":"2026-11-23","gateways":["STRIPE"]}""",
        "Books: 94.70 USD expected in the bank on 2026-11-18; Looked for: from 2026-11-13 to 2026-11-23"
    )]
    [TestCase(
        """{"currency":"USD","amount":94.70,"day":"2026-11-18","from":"2026-11-13","until":"2026-11-23","gateways":["STRIPE"],"account":"DE1"}""",
        "Bank: 94.70 USD on DE1, 2026-11-18, names STRIPE; Looked for: from 2026-11-13 to 2026-11-23"
    )]
    public async Task What_nothing_answers_is_told_in_words(string bank, string words)
    {
        Installation.Reconciliation.Answers(
            "GET /internal/discrepancies",
            $$$"""
            [{"id":"861b0adb-d88b-5455-8d31-f53d41df3ec7","type":"missing_in_bank","source":"stripe","transaction_id":"po_1","state":"open",
              "first_seen":"2026-11-21T12:00:00+00:00","last_seen":"2026-11-21T12:00:00+00:00","opened_at":"2026-11-21T12:00:00+00:00","times_opened":1,
              "evidence":{"bank":{{{bank}}} }}]
            """
        );
        using var response = await Installation.Get("/v1/discrepancies", Installation.FinanceKey);
        Assert.That(Text((await Json(response)).GetProperty("discrepancies")[0], "detail"), Is.EqualTo(words));
    }

    static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
