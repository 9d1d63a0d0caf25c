using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Sandbox.Xero;

/// <summary>A request that bears an idempotency key.</summary>
/// <param name="Fingerprint">Of method, address and body.</param>
internal sealed record IdempotentRequest(string Key, string Fingerprint)
{
    public const int LongestKey = 128;

    public static IdempotentRequest Of(string key, HttpRequest request, byte[] body)
    {
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n");
        return new(key, Convert.ToHexString(SHA256.HashData([.. head, .. body])));
    }
}

/// <summary>What was answered to a key for the first time.</summary>
internal sealed record RememberedAnswer(string Key, string Fingerprint, DateTimeOffset At, int Status, string Body)
{
    public static RememberedAnswer Of(IdempotentRequest request, Answer answer, DateTimeOffset at) =>
        new(request.Key, request.Fingerprint, at, answer.Status, Encoding.UTF8.GetString(answer.Body.Span));
}

/// <summary>Xero answers a repeated key with its first answer, refusals included, for six minutes from the first call on; another request with the
/// same key is refused; after that time it is done once more.</summary>
internal sealed class RememberedAnswers
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(6);

    readonly Dictionary<string, RememberedAnswer> answers = [];

    public Answer? Find(IdempotentRequest request, DateTimeOffset now)
    {
        if (!answers.TryGetValue(request.Key, out var before) || now - before.At >= Lifetime)
            return null;
        return before.Fingerprint == request.Fingerprint
            ? Answer.Json(before.Status, before.Body)
            : XeroWire.Refused(0, "IdempotencyException", $"Idempotency Key {request.Key} is used with a different request.");
    }

    public void Put(RememberedAnswer answer) => answers[answer.Key] = answer;
}
