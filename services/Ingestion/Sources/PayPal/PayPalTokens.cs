using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>What PayPal gives for an application's id and secret, and takes for some hours.
/// (developer.paypal.com/api/rest/authentication)</summary>
sealed class PayPalTokens(SourceApis apis, TimeProvider time)
{
    const int MaxAnswerBytes = 64 * 1024;

    /// <summary>So long before its end a token is not used any more.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Longest = TimeSpan.FromHours(9);
    readonly ConcurrentDictionary<SourceAccess, (string Token, DateTimeOffset Until)> tokens = new();

    /// <param name="access">Its key is the application's id and secret, with a colon between them.</param>
    /// <returns>The token, or why there is none.</returns>
    public async Task<(string? Token, FetchAnswer? Why)> Get(SourceAccess access, Uri address, CancellationToken stop)
    {
        if (tokens.TryGetValue(access, out var known) && time.GetUtcNow() < known.Until)
            return (known.Token, null);
        if (!access.Key.Contains(':', StringComparison.Ordinal))
            return (null, new FetchAnswer.Unauthorized());
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/oauth2/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(access.Key)));
        return SourceReplies.Fetched(await apis.At(address).Send(request, MaxAnswerBytes, stop)) switch
        {
            FetchAnswer.Found(var body) => Keep(access, body),
            var why => (null, why),
        };
    }

    /// <summary>Whether one is there that <see cref="Get"/> gives without asking.</summary>
    public bool Knows(SourceAccess access) => tokens.TryGetValue(access, out var known) && time.GetUtcNow() < known.Until;

    /// <summary>It was refused before its time.</summary>
    public void Forget(SourceAccess access) => tokens.TryRemove(access, out _);

    (string? Token, FetchAnswer? Why) Keep(SourceAccess access, ReadOnlyMemory<byte> body)
    {
        if (VendorJson.Text(body, "access_token") is not { Length: > 0 } token || !token.All(c => c is > ' ' and <= '~'))
            return (null, new FetchAnswer.Unavailable("the answer holds no token"));
        var lasts = TimeSpan.FromSeconds(Math.Clamp(VendorJson.Number(body, "expires_in") ?? 0, 0, Longest.TotalSeconds));
        tokens[access] = (token, time.GetUtcNow() + lasts - Margin);
        return (token, null);
    }
}
