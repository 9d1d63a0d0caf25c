using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>What an event came to, as JSON that a person can read: the exact transactions and wishes, or the reason.</summary>
static class SourceEventText
{
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(SourceEvent read)
    {
        var described = new JsonObject
        {
            ["outcome"] = read.GetType().Name,
            ["event"] = read.EventId,
            ["type"] = read.EventType,
        };
        switch (read)
        {
            case SourceEvent.Facts facts:
                described["transactions"] = JsonNode.Parse(TransactionWriter.Write(facts.Transactions));
                described["wanted"] = new JsonArray([.. facts.Wanted.Select(wanted => JsonValue.Create($"{wanted.Kind} {wanted.Id}"))]);
                break;
            case SourceEvent.Ignored ignored:
                described["reason"] = ignored.Reason;
                break;
            case SourceEvent.Unknown unknown:
                described["reason"] = unknown.Reason;
                break;
            case SourceEvent.Unreadable unreadable:
                described["reason"] = unreadable.Reason;
                break;
        }
        return described.ToJsonString(Readable) + "\n";
    }
}
