using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>Sends entries whose accounts are resolved: one alone, several as one batch.</summary>
sealed class QuickBooksWriting(QuickBooksCalls calls, QuickBooksReading reading)
{
    const string Entity = "JournalEntry";

    /// <summary>One outcome per entry, in order.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, Func<string, string> accountId, CancellationToken stop)
    {
        if (entries.Count < 2)
            return await OneByOne(entries, accountId, stop);
        var body = Json(json => WriteBatch(json, entries, accountId));
        var reply = await calls.Post($"batch?requestid={BatchRequestId(entries)}", body, isBatch: true, entries.Min(entry => entry.SendBefore), stop);
        // The batch as a whole was refused, and nothing of it done: perhaps for one item that it could not even read.
        if (reply is QuickBooksReply.Refused)
            return await OneByOne(entries, accountId, stop);
        if (reply is not QuickBooksReply.Answered(var answer))
            return [.. entries.Select(_ => NoAnswer(reply))];
        var items = Items(answer);
        var outcomes = new List<WriteOutcome>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var item = items.TryGetValue(ItemId(i), out var found) ? found : default;
            outcomes.Add(await Outcome(entries[i], item, stop));
        }
        return outcomes;
    }

    async Task<IReadOnlyList<WriteOutcome>> OneByOne(IReadOnlyList<EntryToWrite> entries, Func<string, string> accountId, CancellationToken stop)
    {
        var outcomes = new List<WriteOutcome>(entries.Count);
        foreach (var entry in entries)
        {
            // What stops one call stops the next.
            if (outcomes.LastOrDefault() is (WriteOutcome.Throttled or WriteOutcome.Unavailable or WriteOutcome.SignInNeeded) and var stopped)
            {
                outcomes.Add(stopped);
                continue;
            }
            var body = Json(json => QuickBooksEntry.Write(json, entry, accountId));
            var reply = await calls.Post($"journalentry?requestid={RequestId(entry)}", body, isBatch: false, entry.SendBefore, stop);
            outcomes.Add(
                reply switch
                {
                    QuickBooksReply.Answered(var answer) => await Outcome(entry, answer, stop),
                    QuickBooksReply.Refused(var fault) => await Outcome(entry, fault, stop),
                    _ => NoAnswer(reply),
                }
            );
        }
        return outcomes;
    }

    /// <summary>What an answer, or one item of a batch's answer, says about the entry.</summary>
    async Task<WriteOutcome> Outcome(EntryToWrite entry, JsonElement answer, CancellationToken stop)
    {
        if (QuickBooksFault.In(answer) is { } fault)
            return await Outcome(entry, fault, stop);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(Entity, out var held) && reading.TryRead(held, out var document)
            ? new WriteOutcome.Created(document)
            : new WriteOutcome.Unknown($"QuickBooks said nothing readable about {entry.Key}.");
    }

    async Task<WriteOutcome> Outcome(EntryToWrite entry, QuickBooksFault fault, CancellationToken stop)
    {
        if (!fault.IsDuplicateNumber)
            return fault.ToOutcome();
        return await reading.LookUp(entry.Key, stop) switch
        {
            LookUpOutcome.Found(var document) => new WriteOutcome.AlreadyThere(document),
            // Another kind of document bears the number.
            LookUpOutcome.Absent => new WriteOutcome.Refused(fault.Text),
            LookUpOutcome.Doubled(var documents) => new WriteOutcome.Unknown($"{documents.Count} journal entries bear {entry.Key}."),
            LookUpOutcome.Failed(var reason, _) => new WriteOutcome.Unknown($"{fault.Text} Looking it up failed: {reason}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static WriteOutcome NoAnswer(QuickBooksReply reply) =>
        reply switch
        {
            QuickBooksReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            QuickBooksReply.NotSent(var reason) => new WriteOutcome.Unavailable(reason),
            QuickBooksReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            QuickBooksReply.Unclear(var reason) => new WriteOutcome.Unknown(reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static void WriteBatch(Utf8JsonWriter json, IReadOnlyList<EntryToWrite> entries, Func<string, string> accountId)
    {
        json.WriteStartObject();
        json.WriteStartArray("BatchItemRequest");
        for (var i = 0; i < entries.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("bId", ItemId(i));
            json.WriteString("operation", "create");
            json.WritePropertyName(Entity);
            QuickBooksEntry.Write(json, entries[i], accountId);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static Dictionary<string, JsonElement> Items(JsonElement answer)
    {
        var items = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (!answer.TryGetProperty("BatchItemResponse", out var list) || list.ValueKind != JsonValueKind.Array)
            return items;
        foreach (var item in list.EnumerateArray())
        {
            if (QuickBooksDocument.Text(item, "bId") is { } id)
                items[id] = item;
        }
        return items;
    }

    static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    // At most 10 characters.
    static string ItemId(int index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}");

    // At most 50 characters. QuickBooks answers a repeated id with its first answer.
    static string RequestId(EntryToWrite entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}-{entry.Generation}");

    // At most 36 characters: the same for the same attempts in the same order, and for nothing else.
    static string BatchRequestId(IEnumerable<EntryToWrite> entries) =>
        "B" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', entries.Select(RequestId)))).AsSpan(0, 16));
}
