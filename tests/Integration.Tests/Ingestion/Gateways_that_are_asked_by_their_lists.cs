using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Most webhooks are lost; some come before the pull, others long after.</summary>
public sealed class Gateways_that_are_asked_by_their_lists
{
    const int Payments = 7;

    static IEnumerable<TestCaseData> Vendors()
    {
        TestCaseData Case(string vendor, Func<DateTimeOffset, PlayedPayments> play) => new TestCaseData(vendor, play).SetArgDisplayNames(vendor);

        yield return Case("square", start => new SquarePayments(start));
        yield return Case("mollie", start => new MolliePayments(start));
        yield return Case("gocardless", start => new GoCardlessPayments(start));
        yield return Case("paypal", start => new PayPalPayments(start));
    }

    [TestCaseSource(nameof(Vendors))]
    public async Task end_with_each_payment_once(string vendor, object play)
    {
        await using var gateway = await ListedGateway.Open($"lists-{vendor}", (Func<DateTimeOffset, PlayedPayments>)play);
        foreach (var number in Enumerable.Range(1, Payments))
            await gateway.Happen(number);
        await gateway.Tell(1);
        await gateway.Tell(3);
        await Eventually.That(gateway.Received, Is.EquivalentTo(Of(gateway, 1, 3)), "What was told");
        await gateway.Post("/sandbox/faults", new { target = vendor, next = new[] { "http_429", "http_500", "truncate" } });

        var first = await gateway.Pull(1);

        Assert.That((Text(first, "state"), Number(first, "unknown")), Is.EqualTo(("done", 0L)), first.GetRawText());
        var all = Of(gateway, [.. Enumerable.Range(1, Payments)]);
        await Eventually.That(gateway.Received, Is.EquivalentTo(all), "What the pull refilled");

        foreach (var number in Enumerable.Range(1, Payments))
            await gateway.Tell(number);
        var second = await gateway.Pull(2);

        Assert.That((Text(second, "state"), Number(second, "refilled"), Number(second, "events")), Is.EqualTo(("done", 0L, Number(first, "events"))));
        await Eventually.That(
            () => gateway.Shop.Office.Read<long>("SELECT count(*) FROM ingestion.outbox WHERE message_type = 'FetchSourceObjects'"),
            Is.Zero,
            "Nothing is on its way"
        );
        Assert.That(await gateway.Received(), Is.EquivalentTo(all), "Late webhooks or files and a second pull tell nothing new");
        Assert.That((await gateway.Shop.Counts())["conflicts"], Is.Zero);
    }

    static List<string> Of(ListedGateway gateway, params int[] numbers) => [.. numbers.SelectMany(gateway.Payments.Transactions)];

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
