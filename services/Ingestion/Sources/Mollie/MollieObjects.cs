namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Reads payments with their refunds and chargebacks from Mollie's interface.</summary>
sealed class MollieObjects(SourceApis apis) : ISourceObjects
{
    public static readonly Uri DefaultAddress = new("https://api.mollie.com");

    /// <summary>A payment has some thousand bytes, each refund and chargeback within it a thousand.</summary>
    const int MaxAnswerBytes = 1024 * 1024;

    public string Name => "mollie";

    public async Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop)
    {
        // The id comes from anybody; it must not be able to name another path.
        if (!wanted.Id.StartsWith("tr_", StringComparison.Ordinal) || !wanted.Id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return new FetchAnswer.NotFound();
        var api = apis.At(access.Address ?? DefaultAddress);
        var answer = await api.Get($"v2/payments/{wanted.Id}?embed=refunds,chargebacks", access.Key, MaxAnswerBytes, stop);
        // Who calls is not known, and Mollie knows a payment before it calls.
        return answer is FetchAnswer.NotFound ? new FetchAnswer.Nothing("Mollie knows no such payment.") : answer;
    }
}
