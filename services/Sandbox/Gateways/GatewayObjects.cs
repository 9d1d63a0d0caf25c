using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>What a gateway knows: objects in lists, as whoever plays it wrote them. The same id again replaces the object.</summary>
internal sealed class GatewayObjects
{
    readonly ConcurrentDictionary<(string Gateway, string List), List<GatewayObject>> lists = new();

    public void Put(string gateway, string list, GatewayObject made)
    {
        var rows = lists.GetOrAdd((gateway, list), _ => []);
        lock (rows)
        {
            rows.RemoveAll(row => row.Id == made.Id);
            rows.Add(made);
        }
    }

    /// <summary>The oldest first, by when they were made.</summary>
    public IReadOnlyList<GatewayObject> List(string gateway, string list)
    {
        if (!lists.TryGetValue((gateway, list), out var rows))
            return [];
        lock (rows)
            return [.. rows.OrderBy(row => row.Time("created_at") ?? row.Time("createdAt")).ThenBy(row => row.Id, StringComparer.Ordinal)];
    }

    public GatewayObject? Find(string gateway, string list, string id) => List(gateway, list).FirstOrDefault(row => row.Id == id);
}

/// <param name="Json">As it was written.</param>
internal sealed record GatewayObject(string Id, JsonObject Json)
{
    public DateTimeOffset? Time(string name) =>
        Json.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
