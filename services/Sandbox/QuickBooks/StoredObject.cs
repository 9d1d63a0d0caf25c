using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>One version of one object in a company file. Never changed after it is made, so readers need no lock.</summary>
internal sealed record StoredObject
{
    public required string Entity { get; init; }
    public required string Id { get; init; }
    public required int SyncToken { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required bool Deleted { get; init; }

    /// <summary>The document as it goes over the wire.</summary>
    public required string Json { get; init; }

    /// <summary>The plain values at the document's top, for queries.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>What the entry books; null for other entities.</summary>
    public JournalEntryFacts? Journal { get; init; }

    public long Number => long.Parse(Id, CultureInfo.InvariantCulture);

    public string? Field(string name) => Fields.GetValueOrDefault(name);

    public JsonObject Document() => JsonNode.Parse(Json)!.AsObject();

    /// <summary>Fills in the service's own properties and freezes the document.</summary>
    public static StoredObject Make(string entity, string id, int syncToken, DateTimeOffset createdAt, DateTimeOffset updatedAt, JsonObject document)
    {
        document["domain"] = "QBO";
        document["sparse"] = false;
        document[nameof(Id)] = id;
        document[nameof(SyncToken)] = syncToken.ToString(CultureInfo.InvariantCulture);
        document["MetaData"] = new JsonObject { ["CreateTime"] = Wire.Instant(createdAt), ["LastUpdatedTime"] = Wire.Instant(updatedAt) };
        return Restore(entity, id, syncToken, createdAt, updatedAt, deleted: false, document.ToJsonString(Wire.Relaxed));
    }

    public static StoredObject Restore(
        string entity,
        string id,
        int syncToken,
        DateTimeOffset createdAt,
        DateTimeOffset updatedAt,
        bool deleted,
        string json
    )
    {
        using var document = JsonDocument.Parse(json);
        return new StoredObject
        {
            Entity = entity,
            Id = id,
            SyncToken = syncToken,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            Deleted = deleted,
            Json = json,
            Fields = document
                .RootElement.EnumerateObject()
                .Where(property => property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
                .ToDictionary(property => property.Name, property => property.Value.ToString()),
            Journal = entity == EntityNames.JournalEntry ? JournalEntryFacts.Of(document.RootElement) : null,
        };
    }
}
