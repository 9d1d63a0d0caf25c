using System.Net;
using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;

namespace AccountingSync.Services.Tests.Sources.Mollie;

public sealed class Asking_mollie
{
    const string Id = "tr_5B8cwPMGnU6qLbRvo7qEZo";

    [Test]
    public async Task reads_a_payment_with_its_refunds_and_chargebacks()
    {
        var server = new ScriptedServer(_ => "{\"id\":1}");
        var answer = await Ask(server, Id);
        Assert.That(Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span), Is.EqualTo("{\"id\":1}"));
        Assert.That(server.Asked, Is.EqualTo([$"GET https://vendor.example/v2/payments/{Id}?embed=refunds,chargebacks Bearer live_1"]));
    }

    [Test]
    public async Task gives_up_at_once_what_mollie_does_not_know() =>
        Assert.That(await Ask(new ScriptedServer(_ => null), Id), Is.EqualTo(new FetchAnswer.Nothing("Mollie knows no such payment.")));

    [TestCase(HttpStatusCode.Unauthorized, typeof(FetchAnswer.Unauthorized))]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(FetchAnswer.Throttled))]
    [TestCase(HttpStatusCode.ServiceUnavailable, typeof(FetchAnswer.Unavailable))]
    public async Task names_what_came_back(HttpStatusCode status, Type answer) =>
        Assert.That(await Ask(new ScriptedServer(_ => null) { Otherwise = status }, Id), Is.InstanceOf(answer));

    [TestCase("tr_1/../../organizations/me")]
    [TestCase("tr_1?embed=")]
    [TestCase("ord_1")]
    [TestCase("")]
    public async Task never_asks_for_what_is_no_payment(string id)
    {
        var server = new ScriptedServer(_ => "{}");
        Assert.That(await Ask(server, id), Is.InstanceOf<FetchAnswer.NotFound>());
        Assert.That(server.Asked, Is.Empty);
    }

    static async Task<FetchAnswer> Ask(ScriptedServer server, string id)
    {
        using var apis = new SourceApis(TimeProvider.System, server);
        var access = new SourceAccess("live_1", new Uri("https://vendor.example"));
        return await new MollieObjects(apis).Fetch(new WantedObject("payment", id), access, CancellationToken.None);
    }
}
