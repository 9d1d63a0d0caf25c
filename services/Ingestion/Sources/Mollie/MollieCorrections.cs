using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Changes the description of payments at Mollie; no webhook comes of it. Its metadata is replaced as a whole, so that a name of it cannot be
/// changed without the risk of losing what somebody else wrote meanwhile. (docs.mollie.com/reference/update-payment, /reference/api-idempotency)</summary>
sealed class MollieCorrections(SourceApis apis, TimeProvider time) : ISourceCorrections
{
    const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>For some methods of payment Mollie keeps less. It cuts a longer one off without a word: then it is altered.</summary>
    const int LongestDescription = 255;

    public string Name => "mollie";

    public CorrectionAllowance Allows(string transactionId, CorrectionField field) =>
        field switch
        {
            CorrectionField.Settled settled => SettledMoney.Refuse(settled, "Mollie"),
            _ when !IsPayment(transactionId) => new CorrectionAllowance.Refused(
                $"Of {transactionId} nothing can be changed: of Mollie's objects only payments (tr_…) can."
            ),
            CorrectionField.Description => new CorrectionAllowance.Allowed(LongestDescription, MayBeNone: false),
            CorrectionField.Metadata => new CorrectionAllowance.Refused(
                "Mollie replaces a payment's metadata as a whole. Change it in Mollie's dashboard, or correct the description."
            ),
            _ => SettledMoney.NoSuchText(field, "Mollie", "a payment", "Correct the description."),
        };

    public Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        var correction = attempt.Correction;
        var api = apis.At(access.Address ?? MollieObjects.DefaultAddress);
        var path = $"v2/payments/{correction.TransactionId}";
        var missing = $"Mollie knows no payment {correction.TransactionId}: look at the id and at the connection's key.";
        return ReadWriteRead.Correct(attempt, Read, Write, time);

        async Task<FieldReading> Read() =>
            await api.Get(path, access.Key, MaxAnswerBytes, stop) switch
            {
                FetchAnswer.Found(var body) when VendorJson.Text(body, "id") == correction.TransactionId => new FieldReading.Said(
                    VendorJson.Text(body, "description") is { Length: > 0 } text ? text : null
                ),
                FetchAnswer.Found => new FieldReading.Not(new CorrectionOutcome.Unavailable("the answer is not the payment that was asked for")),
                var other => new FieldReading.Not(SourceReplies.Unread(other, missing)),
            };

        async Task<CorrectionOutcome?> Write()
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, path)
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { description = correction.To }))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                },
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Key);
            request.Headers.Add("Idempotency-Key", attempt.Key);
            return SourceReplies.Outcome(await api.Send(request, MaxAnswerBytes, stop), body => VendorJson.Text(body, "detail"), missing);
        }
    }

    /// <summary>Ids come from requests; they must not be able to name another path.</summary>
    static bool IsPayment(string id) => id.StartsWith("tr_", StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
