using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Reads from Stripe's interface: balance transactions, and the list of what a payout settles. One in another currency is kept together
/// with what it settled, a list with the event that named the payout, so that each can be read again by itself.</summary>
sealed class StripeObjects(SourceApis apis) : ISourceObjects
{
    public static readonly Uri DefaultAddress = new("https://api.stripe.com");

    /// <summary>A balance transaction has about two thousand bytes, a page of the list a hundred of them.</summary>
    const int MaxAnswerBytes = 256 * 1024;
    const int MaxPageBytes = 1024 * 1024;
    const int PageSize = 100;

    /// <summary>Each takes some tenths of a second, and all have twenty; see <see cref="FetchObjects.FetchSourceObjectsConsumer"/>.</summary>
    const int MaxPages = 100;

    public string Name => "stripe";

    /// <param name="wanted">txn_…, or a payout's contents, po_…</param>
    /// <param name="access">With the account's secret or restricted key.</param>
    public async Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop)
    {
        if (wanted.Kind == PayoutContents.Kind)
            return await List(wanted, access, stop);
        if (!IsId(wanted.Id, "txn_"))
            return new FetchAnswer.NotFound();
        var answer = await apis.At(access.Address ?? DefaultAddress).Get($"v1/balance_transactions/{wanted.Id}", access.Key, MaxAnswerBytes, stop);
        return answer is FetchAnswer.Found(var body) ? new FetchAnswer.Found(Settlements.Together(wanted, body)) : answer;
    }

    /// <summary>Ids come out of events; they must not be able to name another path.</summary>
    public static bool IsId(string id, string prefix) =>
        id.StartsWith(prefix, StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    async Task<FetchAnswer> List(WantedObject wanted, SourceAccess access, CancellationToken stop)
    {
        if (!IsId(wanted.Id, "po_"))
            return new FetchAnswer.NotFound();
        var api = apis.At(access.Address ?? DefaultAddress);
        var rows = new List<ReadOnlyMemory<byte>>();
        var query = $"v1/balance_transactions?payout={wanted.Id}&limit={PageSize}";
        for (var (page, after) = (1, ""); page <= MaxPages; page++)
        {
            var listed = await api.Get(query + after, access.Key, MaxPageBytes, stop);
            if (listed is not FetchAnswer.Found(var part))
                return listed;
            if (VendorJson.TryEntries(part, "data") is not { } some || VendorJson.Flag(part, "has_more") is not { } hasMore)
                return new FetchAnswer.Unavailable("the answer is no list of balance transactions");
            rows.AddRange(some);
            if (!hasMore)
                return new FetchAnswer.Found(Together(wanted, rows));
            if (some.Count == 0 || VendorJson.Text(some[^1], "id") is not { } last || !IsId(last, "txn_"))
                return new FetchAnswer.Unavailable("the list of balance transactions cannot be read on");
            after = $"&starting_after={last}";
        }
        return new FetchAnswer.Unavailable($"there are more than {MaxPages * PageSize} balance transactions");
    }

    static byte[] Together(WantedObject wanted, List<ReadOnlyMemory<byte>> rows)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(PayoutContents.Event);
            writer.WriteRawValue(wanted.Said ?? "null");
            writer.WriteStartArray(PayoutContents.Rows);
            foreach (var row in rows)
                writer.WriteRawValue(row.Span);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
