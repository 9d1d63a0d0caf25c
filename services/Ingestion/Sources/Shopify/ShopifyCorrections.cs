using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>Changes the note of an order at Shopify. It keeps no idempotency keys for this: the same note written twice is the same note. The connection's address
/// is the shop's own, https://SHOP.myshopify.com. (shopify.dev/docs/api/admin-graphql/2026-07/input-objects/OrderInput, …/mutations/orderUpdate)</summary>
sealed class ShopifyCorrections(SourceApis apis, TimeProvider time) : ISourceCorrections
{
    const string Path = "admin/api/2026-07/graphql.json";
    const string Question = "query($id: ID!) { order(id: $id) { id note } }";
    const string Change = "mutation($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { message } } }";
    const string Order = "order_";
    const int MaxAnswerBytes = 256 * 1024;

    public string Name => "shopify";

    public CorrectionAllowance Allows(string transactionId, CorrectionField field) =>
        field switch
        {
            CorrectionField.Settled settled => SettledMoney.Refuse(settled, "Shopify"),
            _ when !IsOrder(transactionId) => new CorrectionAllowance.Refused(
                $"Of {transactionId} nothing can be changed: of what Shopify tells, only an order (order_…) has a note."
            ),
            CorrectionField.Note => new CorrectionAllowance.Allowed(SourceCorrection.LongestText),
            _ => SettledMoney.NoSuchText(field, "Shopify", "an order", "Correct its note."),
        };

    public async Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        if (access.Address is not { } shop)
            return new CorrectionOutcome.SignInNeeded(
                "The connection has no address of the shop. Add it: 'acsync connections add shopify --base-address'."
            );
        var correction = attempt.Correction;
        var id = $"gid://shopify/Order/{correction.TransactionId[Order.Length..]}";
        var missing = $"Shopify knows no shop at {shop}: look at the connection's address.";
        // The Order object: older ones need that scope. Without it they are not there.
        var hidden =
            $"Shopify shows no order {correction.TransactionId}. If it is older than 60 days, the app needs the scope read_all_orders as well; otherwise look at the "
            + "id and at the connection's shop.";
        return await ReadWriteRead.Correct(attempt, Read, Write, time);

        async Task<FieldReading> Read() =>
            await Ask(shop, access.Key, new { query = Question, variables = new { id } }, missing, stop) switch
            {
                // Nothing was sent that changes anything.
                (CorrectionOutcome.Unknown(var why), _) => new FieldReading.Not(new CorrectionOutcome.Unavailable(why)),
                ({ } why, _) => new FieldReading.Not(why),
                (null, var data) when VendorJson.Text(data, "order", "id") == id => new FieldReading.Said(
                    VendorJson.Text(data, "order", "note") is { Length: > 0 } text ? text : null
                ),
                _ => new FieldReading.Not(new CorrectionOutcome.SignInNeeded(hidden)),
            };

        async Task<CorrectionOutcome?> Write()
        {
            var input = new { id, note = correction.To ?? "" };
            var (why, data) = await Ask(shop, access.Key, new { query = Change, variables = new { input } }, missing, stop);
            return why
                ?? (
                    VendorJson.Object(data, "orderUpdate") is { } update && VendorJson.TryEntries(update, "userErrors") is [var first, ..]
                        ? new CorrectionOutcome.Refused(VendorJson.Text(first, "message") ?? "Shopify refuses it and does not say why.")
                        : null
                );
        }
    }

    /// <returns>The answer's data; or why there is none.</returns>
    async Task<(CorrectionOutcome? Why, ReadOnlyMemory<byte> Data)> Ask(Uri shop, string key, object question, string missing, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(question))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("X-Shopify-Access-Token", key);
        var reply = await apis.At(shop).Send(request, MaxAnswerBytes, stop);
        if (reply is SourceReply.Answered(HttpStatusCode.PaymentRequired, _, _))
            return (new CorrectionOutcome.Unavailable("Shopify has frozen the shop: its owner has to pay Shopify."), default);
        if (SourceReplies.Outcome(reply, body => VendorJson.Text(body, "errors"), missing) is { } why)
            return (why, default);
        var answer = ((SourceReply.Answered)reply).Body;
        if (VendorJson.TryEntries(answer, "errors") is [var error, ..])
            return (Error(error), default);
        return VendorJson.Object(answer, "data") is { } data ? (null, data) : (new CorrectionOutcome.Unknown("the answer has no data"), default);
    }

    /// <summary>It answers 200 to what it did not carry out, too.</summary>
    static CorrectionOutcome Error(ReadOnlyMemory<byte> error) =>
        VendorJson.Text(error, "extensions", "code") switch
        {
            "THROTTLED" => new CorrectionOutcome.Throttled(null),
            "ACCESS_DENIED" => new CorrectionOutcome.SignInNeeded("Shopify's access token may not read and write orders. Give the app these scopes."),
            _ => new CorrectionOutcome.Unknown(VendorJson.Text(error, "message") ?? "Shopify answers with an error."),
        };

    static bool IsOrder(string id) =>
        id.StartsWith(Order, StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(Order.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0;
}
