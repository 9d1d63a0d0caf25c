using System.Net;
using AccountingSync.Browser.Tests.Installation;
using AccountingSync.Console.Access;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Checking_keys : ConsoleTest
{
    [Test]
    public async Task Ingestion_is_asked_once_in_fifteen_seconds()
    {
        await Ask();
        await Ask();
        Assert.That(Checks(), Is.EqualTo(1));
        Installation.Clock.Advance(Credentials.CacheFor);
        await Ask();
        Assert.That(Checks(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_revoked_key_is_refused_after_that()
    {
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.OK));
        Installation.Revoke(Installation.FinanceKey);
        Installation.Clock.Advance(Credentials.CacheFor);
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_known_key_is_good_for_a_while_without_ingestion()
    {
        await Ask();
        Installation.Ingestion.IsDown = true;
        Installation.Clock.Advance(Credentials.TrustWhileUnreachable - TimeSpan.FromSeconds(1));
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.OK));
        Installation.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await Ask(), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    async Task<HttpStatusCode> Ask()
    {
        using var response = await Installation.Get("/v1/rule-sets", Installation.FinanceKey);
        return response.StatusCode;
    }

    int Checks() => Installation.TakeSeen().Count(seen => seen.Path == "/internal/principal");
}
