using System.Net.Http.Headers;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Changes descriptions and metadata at Stripe. It repeats to an Idempotency-Key what it answered the first time, for a day at the least, failures
/// of its own included. (docs.stripe.com/api/idempotent_requests, /api/charges/update, /api/refunds/update, /api/payment_intents/update,
/// /api/payouts/update)</summary>
sealed class StripeCorrections(SourceApis apis, TimeProvider time) : ISourceCorrections
{
    /// <summary>An object has some thousand bytes, one with everything expanded some ten thousand.</summary>
    const int MaxAnswerBytes = 1024 * 1024;

    public string Name => "stripe";

    public CorrectionAllowance Allows(string transactionId, CorrectionField field) => StripeFields.Allow(transactionId, field);

    public Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        var correction = attempt.Correction;
        var api = apis.At(access.Address ?? StripeObjects.DefaultAddress);
        var path = $"v1/{StripeFields.CollectionOf(correction.TransactionId)}/{correction.TransactionId}";
        var missing = $"Stripe knows no {correction.TransactionId}: look at the id and at the connection's account.";
        return ReadWriteRead.Correct(attempt, Read, Write, time);

        async Task<FieldReading> Read() =>
            await api.Get(path, access.Key, MaxAnswerBytes, stop) switch
            {
                FetchAnswer.Found(var body) when VendorJson.Text(body, "id") == correction.TransactionId => new FieldReading.Said(
                    StripeFields.Text(body, correction.Field)
                ),
                FetchAnswer.Found => new FieldReading.Not(new CorrectionOutcome.Unavailable("the answer is not the object that was asked for")),
                var other => new FieldReading.Not(SourceReplies.Unread(other, missing)),
            };

        async Task<CorrectionOutcome?> Write()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                // An empty text takes it away.
                Content = new FormUrlEncodedContent([new(StripeFields.Parameter(correction.Field), correction.To ?? "")]),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Key);
            request.Headers.Add("Idempotency-Key", attempt.Key);
            return SourceReplies.Outcome(await api.Send(request, MaxAnswerBytes, stop), Refusal, missing);
        }
    }

    static string? Refusal(ReadOnlyMemory<byte> body) => VendorJson.Text(body, "error", "message");
}
