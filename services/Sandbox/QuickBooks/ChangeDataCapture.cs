using System.Globalization;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>Answers what changed since a moment: whole objects, and tombstones for what was deleted.</summary>
internal static class ChangeDataCapture
{
    const int MostObjects = 1000;
    static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    public static Answer Answer(string? entities, string? since, Books books, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(entities))
            return Wire.Fault(QuickBooksFault.Missing("entities"), now);
        if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changedSince))
            return Wire.Fault(QuickBooksFault.Missing("changedSince"), now);
        // The code of this refusal is not published.
        if (changedSince < now - LookBack)
            return Wire.Fault(QuickBooksFault.Business("changedSince is more than 30 days ago."), now);

        var changed = new List<(string Entity, List<StoredObject> Objects)>();
        var room = MostObjects;
        foreach (var name in entities.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (EntityNames.Find(name) is not { } entity)
                return Wire.Fault(QuickBooksFault.Unsupported($"cdc of {name}"), now);
            var objects = books
                .All(entity)
                .Where(stored => stored.UpdatedAt >= changedSince)
                .OrderBy(stored => stored.UpdatedAt)
                .Take(room)
                .Select(stored => entity == EntityNames.Account ? AccountRules.WithBalance(stored, books) : stored)
                .ToList();
            room -= objects.Count;
            changed.Add((entity, objects));
        }
        return Wire.Success(
            now,
            json =>
            {
                json.WriteStartArray("CDCResponse");
                json.WriteStartObject();
                json.WriteStartArray("QueryResponse");
                foreach (var (entity, objects) in changed)
                {
                    json.WriteStartObject();
                    QueryResponse.WriteRows(json, entity, [.. objects.Select(Row)], startPosition: 1);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndArray();
            }
        );
    }

    static string Row(StoredObject stored) =>
        !stored.Deleted
            ? stored.Json
            : Wire.Compose(json =>
            {
                json.WriteString("domain", "QBO");
                json.WriteString("status", "Deleted");
                json.WriteString("Id", stored.Id);
                json.WriteStartObject("MetaData");
                json.WriteString("LastUpdatedTime", Wire.Instant(stored.UpdatedAt));
                json.WriteEndObject();
            });
}
