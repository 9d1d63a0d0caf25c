using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>A document once without each of its members, and once with each odd value in the place of each member or entry.</summary>
static class SpoiledJson
{
    public static IEnumerable<byte[]> Of(byte[] whole)
    {
        var root = JsonNode.Parse(whole)!;
        return Within(root, root);
    }

    static IEnumerable<byte[]> Within(JsonNode root, JsonNode? node) =>
        node switch
        {
            JsonObject members => members.Select(member => member.Key).ToList().SelectMany(name => Member(root, members, name)),
            JsonArray entries => Enumerable.Range(0, entries.Count).SelectMany(index => Entry(root, entries, index)),
            _ => [],
        };

    static IEnumerable<byte[]> Member(JsonNode root, JsonObject members, string name)
    {
        var kept = members[name];
        foreach (var odd in Odd())
        {
            members[name] = odd;
            yield return JsonSerializer.SerializeToUtf8Bytes(root);
        }
        members.Remove(name);
        yield return JsonSerializer.SerializeToUtf8Bytes(root);
        members[name] = kept;
        foreach (var spoiled in Within(root, kept))
            yield return spoiled;
    }

    static IEnumerable<byte[]> Entry(JsonNode root, JsonArray entries, int index)
    {
        var kept = entries[index];
        foreach (var odd in Odd())
        {
            entries[index] = odd;
            yield return JsonSerializer.SerializeToUtf8Bytes(root);
        }
        entries[index] = kept;
        foreach (var spoiled in Within(root, kept))
            yield return spoiled;
    }

    static IEnumerable<JsonNode?> Odd() =>
        [
            null,
            "odd",
            "-",
            ".",
            "",
            "-1.5",
            -1.5m,
            long.MaxValue,
            "9999999999999999999999999999",
            "\u0000",
            "2026-01-31T24:00:00Z",
            true,
            new JsonObject(),
            new JsonArray(1, new JsonObject()),
        ];
}
