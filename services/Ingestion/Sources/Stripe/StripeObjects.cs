namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Reads balance transactions from Stripe's interface. One in another currency is kept together with what it settled, so that it can
/// be read again by itself.</summary>
sealed class StripeObjects(SourceApis apis) : ISourceObjects
{
    public static readonly Uri DefaultAddress = new("https://api.stripe.com");

    /// <summary>A balance transaction has about two thousand bytes.</summary>
    const int MaxAnswerBytes = 256 * 1024;

    public string Name => "stripe";

    /// <param name="wanted">txn_…</param>
    /// <param name="access">With the account's secret or restricted key.</param>
    public async Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop)
    {
        // The id comes out of an event; it must not be able to name another path.
        if (!wanted.Id.StartsWith("txn_", StringComparison.Ordinal) || !wanted.Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return new FetchAnswer.NotFound();
        var answer = await apis.At(access.Address ?? DefaultAddress).Get($"v1/balance_transactions/{wanted.Id}", access.Key, MaxAnswerBytes, stop);
        return answer is FetchAnswer.Found(var body) ? new FetchAnswer.Found(Settlements.Together(wanted, body)) : answer;
    }
}
