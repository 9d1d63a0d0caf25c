using System.Net;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Keeping_organisations_apart : ConsoleTest
{
    [Test]
    public async Task Neighbours_are_asked_for_the_organisation_of_the_key_only()
    {
        foreach (var route in ApiRoute.All(Installation.Services))
        {
            Installation.TakeSeen();
            using var response = await Installation.Send(route.Method, route.Address, Installation.StrangerKey, route.Body);
            var asked = Installation.TakeSeen().Where(seen => seen.Path != "/internal/principal").ToList();
            Assert.That(asked, Is.Not.Empty, route.ToString());
            Assert.That(asked.Select(seen => seen.Organisation), Is.All.EqualTo("globex"), route.ToString());
        }
    }

    [Test]
    public async Task An_organisation_in_the_request_is_refused()
    {
        foreach (var route in ApiRoute.All(Installation.Services))
        {
            using var response = await Installation.Send(route.Method, route.Address + "?organisation=acme", Installation.StrangerKey, route.Body);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), route.ToString());
        }
        Assert.That(Installation.TakeSeen().Where(seen => seen.Organisation == "acme"), Is.Empty);
    }

    [Test]
    public async Task An_organisation_in_a_body_is_refused()
    {
        using var response = await Installation.Send(
            HttpMethod.Post,
            "/v1/rule-sets",
            Installation.StrangerKey,
            """{"content":"x","file_name":"x.yaml","organisation":"acme"}"""
        );
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Who_published_is_the_name_of_the_key()
    {
        using var response = await Installation.Send(
            HttpMethod.Post,
            "/v1/rule-sets",
            Installation.OperatorKey,
            """{"content":"ruleset: retail","file_name":"retail.yaml"}"""
        );
        Assert.That(
            Installation.TakeSeen().Single(seen => seen.Path == "/internal/rule-sets").Body,
            Does.StartWith(
                """{"content":"ruleset: retail","file_name":"retail.yaml","published_by":"Ops laptop","closed_periods":["2026-02","2026-01"],"day_settings":[{"""
            )
        );
    }
}
