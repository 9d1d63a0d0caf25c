using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Services.Tests.Sources.PayPal;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>The transactions that moved the account. They tell less than webhooks, and tell it second hand.</summary>
public sealed class Listing_what_happened_at_paypal : Listing_what_happened
{
    private protected override ISourceEvents ListOf(SourceApis apis) => new PayPalTransactions(apis, new PayPalTokens(apis, TimeProvider.System));

    protected override ISourceSystem System { get; } = UncheckedPayPal.Source();

    protected override string Key => "id:secret";

    protected override bool IsSecondHand => true;

    /// <summary>PayPal lists it so much later.</summary>
    protected override TimeSpan Before => TimeSpan.FromHours(3) + TimeSpan.FromSeconds(1);

    [TestCase("2026-02-01T21:00:00+0000", true)]
    [TestCase("2026-02-01T20:59:59+0000", false)]
    public async Task waits_for_a_list_that_lags_more_than_three_hours(string refreshed, bool isWhole)
    {
        using var vendor = new PlayedVendor(address =>
            PlayedVendor.Says(
                Answer(address, []).Replace("\"page\"", $"\"last_refreshed_datetime\":\"{refreshed}\",\"page\"", StringComparison.Ordinal)
            )
        );
        Assert.That(await Ask(vendor, position: null), isWhole ? Is.InstanceOf<EventPage.Listed>() : Is.InstanceOf<EventPage.Failed>());
    }

    protected override string Thing(int number, DateTimeOffset at) => Transaction(number, at).ToJsonString();

    protected override string Webhook(int number, DateTimeOffset at)
    {
        var body = JsonNode.Parse(TestFiles.Text("Sources/PayPal/derived/PAYMENT.CAPTURE.COMPLETED-shop.json"))!;
        body["resource"]!["id"] = $"CAPTURE{number}";
        return body.ToJsonString();
    }

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        if (address.AbsolutePath == "/v1/oauth2/token")
            return """{"access_token":"A21-token","token_type":"Bearer","expires_in":32400}""";
        Assert.That((address.AbsolutePath, PlayedVendor.Query(address, "page_size")), Is.EqualTo(("/v1/reporting/transactions", "500")));
        var (since, until) = (Time("start_date"), Time("end_date"));
        Assert.That(until - since, Is.LessThanOrEqualTo(TimeSpan.FromDays(31)), "PayPal refuses more");
        var rows = things.Where(thing => thing.At >= since && thing.At <= until).Select(thing => thing.Body).ToList();
        var page = int.Parse(PlayedVendor.Query(address, "page")!, CultureInfo.InvariantCulture);
        var shown = string.Join(',', rows.Skip(2 * (page - 1)).Take(2));
        return $$"""{"transaction_details":[{{shown}}],"page":{{page}},"total_items":{{rows.Count}},"total_pages":{{(rows.Count + 1) / 2}}}""";

        DateTimeOffset Time(string name) => DateTimeOffset.Parse(PlayedVendor.Query(address, name)!, CultureInfo.InvariantCulture);
    }

    internal static JsonObject Transaction(int number, DateTimeOffset at) =>
        new()
        {
            ["transaction_info"] = new JsonObject
            {
                ["transaction_id"] = $"CAPTURE{number}",
                ["transaction_event_code"] = "T0006",
                ["transaction_initiation_date"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
                ["transaction_amount"] = Money("100.00"),
                ["fee_amount"] = Money("-3.20"),
                ["transaction_status"] = "S",
            },
        };

    internal static JsonObject Money(string value) => new() { ["currency_code"] = "USD", ["value"] = value };
}
