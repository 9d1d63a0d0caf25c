using System.Net;
using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Clover;

namespace AccountingSync.Services.Tests.Sources.Clover;

public sealed class Asking_clover
{
    [TestCase("payments", CloverFiles.Payment, "order,tender,cardTransaction,taxRates,refunds,additionalCharges")]
    [TestCase("orders", CloverFiles.Order, "refunds,credits,credits.tender")]
    public async Task reads_a_payment_or_an_order_with_what_was_given_back(string kind, string id, string expand)
    {
        var server = new ScriptedServer(_ => "{\"id\":1}");
        var answer = await Ask(server, kind, id);
        Assert.That(Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span), Is.EqualTo("{\"id\":1}"));
        Assert.That(server.Asked, Is.EqualTo([$"GET https://vendor.example/v3/merchants/{id}?expand={expand} Bearer token_1"]));
    }

    [TestCase(HttpStatusCode.NotFound, typeof(FetchAnswer.NotFound))]
    [TestCase(HttpStatusCode.Unauthorized, typeof(FetchAnswer.Unauthorized))]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(FetchAnswer.Throttled))]
    [TestCase(HttpStatusCode.ServiceUnavailable, typeof(FetchAnswer.Unavailable))]
    public async Task names_what_came_back(HttpStatusCode status, Type answer) =>
        Assert.That(await Ask(new ScriptedServer(_ => null) { Otherwise = status }, "payments", CloverFiles.Payment), Is.InstanceOf(answer));

    [TestCase("payments", "M/payments/../../employees")]
    [TestCase("payments", "M/payments/1?expand=")]
    [TestCase("payments", "../payments/1")]
    [TestCase("payments", "M/orders/1")]
    [TestCase("customers", "M/customers/1")]
    [TestCase("payments", "")]
    public async Task never_asks_for_anything_else(string kind, string id)
    {
        var server = new ScriptedServer(_ => "{}");
        Assert.That(await Ask(server, kind, id), Is.InstanceOf<FetchAnswer.NotFound>());
        Assert.That(server.Asked, Is.Empty);
    }

    static async Task<FetchAnswer> Ask(ScriptedServer server, string kind, string id)
    {
        using var apis = new SourceApis(TimeProvider.System, server);
        var access = new SourceAccess("token_1", new Uri("https://vendor.example"));
        return await new CloverObjects(apis).Fetch(new WantedObject(kind, id), access, CancellationToken.None);
    }
}
