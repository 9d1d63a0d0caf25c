using System.Net.Http.Headers;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.OwnSystems;

/// <summary>Tells a system of one's own by HTTP: POST to the connection's address, signed as Stripe signs webhooks, in a header of our own. The system does
/// what it is told once for each id, and answers to the same id the same again; so a call whose answer was lost is made once more.</summary>
sealed class CallbackCorrections(SourceApis apis, TimeProvider time) : ISourceCorrections
{
    public const string SignatureHeader = "AccountingSync-Signature";
    const int MaxAnswerBytes = 64 * 1024;

    public string Name => "callback";

    public CorrectionAllowance Allows(string transactionId, CorrectionField field) => OwnSystem.Allow(field);

    /// <param name="access">With the secret that both sides know, and the address.</param>
    public async Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        if (access.Address is not { } address)
            return new CorrectionOutcome.SignInNeeded("The connection has no address to call. Add one: 'acsync connections add callback'.");
        var now = time.GetUtcNow();
        if (now >= attempt.SendBefore)
            return new CorrectionOutcome.Unavailable("It was too late to send it: somebody else may have taken over.");
        var body = OwnSystem.Write(attempt.Correction);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("Idempotency-Key", attempt.Correction.Id.ToString());
        request.Headers.TryAddWithoutValidation(SignatureHeader, StripeSignature.Sign(body, access.Key, now));
        var reply = await apis.At(address).Send(request, MaxAnswerBytes, stop);
        return (reply, SourceReplies.Outcome(reply, OwnSystem.Reason, "It was answered 404.")) switch
        {
            (SourceReply.Answered(_, var answer, _), null) => OwnSystem.Read(answer),
            (SourceReply.Answered(var status, var answer, _), CorrectionOutcome.Refused) => OwnSystem.Refusal(answer, (int)status),
            (_, var outcome) => outcome!,
        };
    }
}
