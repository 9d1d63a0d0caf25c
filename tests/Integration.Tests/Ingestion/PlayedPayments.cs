using System.Globalization;
using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Payments at a gateway, one each minute, in the vendor's form.</summary>
abstract class PlayedPayments(string vendor, DateTimeOffset start)
{
    public const string Secret = "some-secret-of-the-gateway";

    public string Vendor => vendor;

    /// <summary>List and object: what the gateway knows of a payment.</summary>
    public abstract IEnumerable<(string List, string Body)> Listed(int number);

    /// <summary>How else than by its list a payment is told: by a webhook, or by a file.</summary>
    /// <param name="connection">Of the door for its webhooks.</param>
    /// <param name="key">May import.</param>
    public abstract HttpRequestMessage Telling(int number, Uri connection, string key);

    /// <summary>What the connection shows the gateway.</summary>
    public virtual string ApiKey => "test_key";

    /// <summary>The transactions of a payment.</summary>
    public abstract IEnumerable<string> Transactions(int number);

    public override string ToString() => vendor;

    protected string At(int number) => start.AddMinutes(number).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    protected static HttpRequestMessage Signed(Uri address, string body, string header, string signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(header, signature);
        return request;
    }
}

/// <summary>Payments with their fees, at two locations.</summary>
sealed class SquarePayments(DateTimeOffset start) : PlayedPayments("square", start)
{
    public override IEnumerable<(string List, string Body)> Listed(int number) => [("payments", Payment(number))];

    public override IEnumerable<string> Transactions(int number) => [$"pay{number}", $"pay{number}:fee:initial"];

    public override HttpRequestMessage Telling(int number, Uri address, string key)
    {
        var body =
            $$$$"""{"merchant_id":"M","type":"payment.updated","event_id":"evt-{{{{number}}}}","data":{"type":"payment","id":"pay{{{{number}}}}","object":{"payment":{{{{Payment(number)}}}}}}}""";
        return Signed(address, body, SquareSignature.HeaderName, SquareSignature.Sign(address.AbsoluteUri, Encoding.UTF8.GetBytes(body), Secret));
    }

    string Payment(int number)
    {
        var at = At(number);
        return $$$"""
            {"id":"pay{{{number}}}","status":"COMPLETED","location_id":"LOC{{{number
                % 2}}}","source_type":"CASH","created_at":"{{{at}}}","updated_at":"{{{at}}}",
             "amount_money":{"amount":1000,"currency":"USD"},"total_money":{"amount":1000,"currency":"USD"},
             "processing_fee":[{"type":"INITIAL","effective_at":"{{{at}}}","amount_money":{"amount":30,"currency":"USD"}}]}
            """;
    }
}

/// <summary>Payments, of which every third is given back.</summary>
sealed class MolliePayments(DateTimeOffset start) : PlayedPayments("mollie", start)
{
    public override IEnumerable<(string List, string Body)> Listed(int number) =>
        Returned(number) ? [("payments", Payment(number)), ("refunds", Refund(number))] : [("payments", Payment(number))];

    public override IEnumerable<string> Transactions(int number) => Returned(number) ? [$"tr_{number}", $"re_{number}"] : [$"tr_{number}"];

    public override HttpRequestMessage Telling(int number, Uri address, string key) =>
        new(HttpMethod.Post, $"{address}?key={Secret}") { Content = new FormUrlEncodedContent([new("id", $"tr_{number}")]) };

    static bool Returned(int number) => number % 3 == 0;

    string Payment(int number) =>
        $$$"""
            {"resource":"payment","id":"tr_{{{number}}}","status":"paid","createdAt":"{{{At(number)}}}","paidAt":"{{{At(number)}}}","method":"ideal",
             "amount":{"currency":"EUR","value":"10.00"},"amountRefunded":{"currency":"EUR","value":"{{{(Returned(number) ? "10.00" : "0.00")}}}"}}
            """;

    string Refund(int number) =>
        $$$"""
            {"resource":"refund","id":"re_{{{number}}}","status":"refunded","paymentId":"tr_{{{number}}}","createdAt":"{{{At(number)}}}",
             "amount":{"currency":"EUR","value":"10.00"}}
            """;
}

/// <summary>Payments that are confirmed.</summary>
sealed class GoCardlessPayments(DateTimeOffset start) : PlayedPayments("gocardless", start)
{
    public override IEnumerable<(string List, string Body)> Listed(int number) =>
        [
            ("payments", $$$"""{"id":"PM{{{number}}}","status":"confirmed","created_at":"{{{At(number)}}}","amount":1000,"currency":"GBP"}"""),
            ("events", Event(number)),
        ];

    public override IEnumerable<string> Transactions(int number) => [$"PM{number}"];

    public override HttpRequestMessage Telling(int number, Uri address, string key)
    {
        var body = $$$"""{"events":[{{{Event(number)}}}],"meta":{"webhook_id":"WB{{{number}}}"}}""";
        return Signed(address, body, GoCardlessSignature.HeaderName, GoCardlessSignature.Sign(Encoding.UTF8.GetBytes(body), Secret));
    }

    string Event(int number) =>
        $$$"""
            {"id":"EV{{{number}}}","created_at":"{{{At(
                number
            )}}}","resource_type":"payments","action":"confirmed","links":{"payment":"PM{{{number}}}"},
             "details":{"origin":"gocardless","cause":"payment_confirmed"}}
            """;
}

/// <summary>Payments with their fees, which the activity download tells as well.</summary>
sealed class PayPalPayments(DateTimeOffset start) : PlayedPayments("paypal", start)
{
    public override string ApiKey => "test_application:some-secret";

    public override IEnumerable<(string List, string Body)> Listed(int number) =>
        [
            (
                "transactions",
                $$$$"""{"id":"CAP{{{{number}}}}","created_at":"{{{{At(number)}}}}","transaction":{"transaction_info":{{{{Transaction(number)}}}}}}"""
            ),
        ];

    public override IEnumerable<string> Transactions(int number) => [$"CAP{number}", $"CAP{number}:fee"];

    public override HttpRequestMessage Telling(int number, Uri address, string key)
    {
        var at = DateTimeOffset.Parse(At(number), CultureInfo.InvariantCulture);
        var file = string.Create(
            CultureInfo.InvariantCulture,
            $"Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance Impact\n{at:dd/MM/yyyy},{at:HH:mm:ss},GMT,Website Payment,Completed,USD,30.00,-1.54,28.46,CAP{number},,Credit\n"
        );
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/v1/imports?source={address.Segments[^1]}&dates=dmy&decimal=point"))
        {
            Content = new StringContent(file, Encoding.UTF8, "text/csv"),
        };
        request.Headers.Authorization = new("Bearer", key);
        return request;
    }

    string Transaction(int number) =>
        $$$"""
            {"transaction_id":"CAP{{{number}}}","transaction_event_code":"T0006","transaction_initiation_date":"{{{At(number).Replace(
                "Z",
                "+0000",
                StringComparison.Ordinal
            )}}}",
             "transaction_status":"S","transaction_amount":{"currency_code":"USD","value":"30.00"},"fee_amount":{"currency_code":"USD","value":"-1.54"}}
            """;
}
