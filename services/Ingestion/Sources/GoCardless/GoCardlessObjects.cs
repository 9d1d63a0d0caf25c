using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>Reads payments and refunds with their events, and payouts with their items, from GoCardless' interface. What is found is kept together
/// with the event that led to it, so that it can be read again by itself.</summary>
sealed class GoCardlessObjects(SourceApis apis) : ISourceObjects
{
    public static readonly Uri DefaultAddress = new("https://api.gocardless.com");

    /// <summary>A page of 500 items has about 200,000 bytes.</summary>
    const int MaxAnswerBytes = 2 * 1024 * 1024;
    const int MaxPages = 20;

    public static readonly (string Name, string Value) Version = ("GoCardless-Version", "2015-07-06");

    public string Name => "gocardless";

    public Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop) =>
        // Ids come out of events; they must not be able to name another path.
        wanted.Id.Length == 0
        || !wanted.Id.All(char.IsAsciiLetterOrDigit)
            ? Task.FromResult<FetchAnswer>(new FetchAnswer.NotFound())
            : wanted.Kind switch
            {
                Payments.Kind => Fetch(wanted, "payments", "events", access, stop),
                Refunds.Kind => Fetch(wanted, "refunds", "events", access, stop),
                Payouts.Kind => Fetch(wanted, "payouts", "payout_items", access, stop),
                _ => Task.FromResult<FetchAnswer>(new FetchAnswer.NotFound()),
            };

    async Task<FetchAnswer> Fetch(WantedObject wanted, string resource, string list, SourceAccess access, CancellationToken stop)
    {
        var api = apis.At(access.Address ?? DefaultAddress);
        var answer = await api.Get($"{resource}/{wanted.Id}", access.Key, MaxAnswerBytes, stop, Version);
        if (answer is not FetchAnswer.Found(var body))
            return answer;
        if (VendorJson.Object(body, resource) is not { } found)
            return new FetchAnswer.Unavailable($"the answer has no {resource}");
        var entries = new List<ReadOnlyMemory<byte>>();
        var query = $"{list}?{wanted.Kind}={wanted.Id}&limit=500";
        for (var (page, after) = (1, ""); page <= MaxPages; page++)
        {
            var listed = await api.Get(query + after, access.Key, MaxAnswerBytes, stop, Version);
            if (listed is not FetchAnswer.Found(var part))
                return listed;
            if (VendorJson.Object(part, "meta") is null || VendorJson.TryEntries(part, list) is not { } some)
                return new FetchAnswer.Unavailable($"the answer is no list of {list}");
            entries.AddRange(some);
            if (VendorJson.Text(part, "meta", "cursors", "after") is not { } next)
                return new FetchAnswer.Found(Together(wanted, resource, found, list, entries));
            after = $"&after={Uri.EscapeDataString(next)}";
        }
        return new FetchAnswer.Unavailable($"there are more than {MaxPages * 500} {list}");
    }

    static byte[] Together(WantedObject wanted, string resource, ReadOnlyMemory<byte> found, string list, List<ReadOnlyMemory<byte>> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("event");
            writer.WriteRawValue(wanted.Said ?? "null");
            writer.WritePropertyName(resource);
            writer.WriteRawValue(found.Span);
            writer.WriteStartArray(list);
            foreach (var entry in entries)
                writer.WriteRawValue(entry.Span);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
