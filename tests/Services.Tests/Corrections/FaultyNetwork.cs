using System.Net;

namespace AccountingSync.Services.Tests.Corrections;

/// <summary>What goes wrong with one request that may change something.</summary>
public enum NetworkFault
{
    /// <summary>It is done, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>It never arrives.</summary>
    Unreachable,
    TooMany,
    KeyRefused,

    /// <summary>Something in between answers, and nothing is done.</summary>
    PageOfAProxy,
}

/// <summary>The way to a source. Counts what changes something, and lets it suffer.</summary>
sealed class FaultyNetwork(HttpMessageHandler source) : DelegatingHandler(source)
{
    public Queue<NetworkFault> Next { get; } = new();

    /// <summary>Idempotency-Key of each that arrived; none where the source knows no such thing.</summary>
    public List<string> Keys { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!await Changes(request, cancellationToken))
            return await base.SendAsync(request, cancellationToken);
        var fault = Next.TryDequeue(out var next) ? next : (NetworkFault?)null;
        switch (fault)
        {
            case NetworkFault.Unreachable:
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case NetworkFault.TooMany:
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "7" } } };
            case NetworkFault.KeyRefused:
                return new HttpResponseMessage(HttpStatusCode.Unauthorized);
            case NetworkFault.PageOfAProxy:
                return new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") };
        }
        Keys.Add(request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : "none");
        var answer = await base.SendAsync(request, cancellationToken);
        if (fault != NetworkFault.AnswerLost)
            return answer;
        answer.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }

    /// <summary>A question of GraphQL's is posted, too.</summary>
    static async Task<bool> Changes(HttpRequestMessage request, CancellationToken stop) =>
        request.Method != HttpMethod.Get
        && !(await request.Content!.ReadAsStringAsync(stop)).StartsWith("""{"query":"query""", StringComparison.Ordinal);
}
