using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Asking_a_source_to_correct : ConsoleTest
{
    const string Asked =
        """{"source":"acme-stripe","transaction_id":"ch_1","field":"description","from":"Order 1","to":"Order 2","reason":"a slip"}""";

    [Test]
    public async Task Is_shown_with_each_attempt()
    {
        using var response = await Installation.Get("/v1/source-corrections?state=corrected", Installation.FinanceKey);
        var one = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("corrections")[0];
        Assert.That((Text(one, "state"), Text(one, "asked_by")), Is.EqualTo(("corrected", "Ops laptop")));
        Assert.That(one.GetProperty("attempts").EnumerateArray().Select(attempt => Text(attempt, "outcome")), Is.EqualTo(["unknown", "corrected"]));
    }

    [Test]
    public async Task Is_asked_in_the_name_of_the_key_and_of_nobody_else()
    {
        using var response = await Installation.Send(HttpMethod.Post, "/v1/source-corrections", Installation.OperatorKey, Asked);
        response.EnsureSuccessStatusCode();
        var seen = Installation.Ingestion.Seen.Last();
        var told = JsonDocument.Parse(seen.Body).RootElement;
        Assert.That(seen.Organisation, Is.EqualTo("acme"));
        Assert.That((Text(told, "to"), Text(told, "reason")), Is.EqualTo(("Order 2", "a slip")));
        Assert.That(Text(told, "asked_by"), Is.Not.Empty);
    }

    [TestCase(HttpStatusCode.BadRequest)]
    [TestCase(HttpStatusCode.Conflict)]
    public async Task Why_it_cannot_be_is_handed_on(HttpStatusCode status)
    {
        Installation.Ingestion.Answers(
            "POST /internal/source-corrections",
            _ => ((int)status, """{"title":"It cannot be asked for.","detail":"source: there is none."}""")
        );
        using var response = await Installation.Send(HttpMethod.Post, "/v1/source-corrections", Installation.OperatorKey, Asked);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "detail"), Is.EqualTo("source: there is none."));
    }

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
