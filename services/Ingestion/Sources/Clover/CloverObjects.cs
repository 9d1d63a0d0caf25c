namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>Reads payments with their refunds, and orders with their refunds and credits, from Clover's interface.</summary>
sealed class CloverObjects(SourceApis apis) : ISourceObjects
{
    /// <summary>For North America; Europe and Latin America have others, which a connection states.</summary>
    public static readonly Uri DefaultAddress = new("https://api.clover.com");

    /// <summary>An order of some hundred refunds has less.</summary>
    const int MaxAnswerBytes = 1024 * 1024;

    public string Name => "clover";

    public Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop)
    {
        // The ids come out of events; they must not be able to name another path.
        if (CloverId.Of(wanted.Id) is not { } id || id.Kind != wanted.Kind)
            return Task.FromResult<FetchAnswer>(new FetchAnswer.NotFound());
        var expand = id.Kind == Payments.Kind ? "order,tender,cardTransaction,taxRates,refunds,additionalCharges" : "refunds,credits,credits.tender";
        return apis.At(access.Address ?? DefaultAddress)
            .Get($"v3/merchants/{id.Merchant}/{id.Kind}/{id.Object}?expand={expand}", access.Key, MaxAnswerBytes, stop);
    }
}
