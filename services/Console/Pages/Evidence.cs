using System.Text.Json;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Pages;

/// <summary>What supports a discrepancy, as names and values for people.</summary>
public static class Evidence
{
    public static IEnumerable<(string Name, string Value)> Of(Discrepancy found)
    {
        if (found.Connection is not null)
            yield return ("Platform", found.PlatformId is null ? found.Connection : $"{found.Connection}, document {found.PlatformId}");
        if (found.Evidence.ValueKind != JsonValueKind.Object)
        {
            yield return ("Evidence", Text(found.Evidence));
            yield break;
        }
        foreach (var member in found.Evidence.EnumerateObject())
            if (member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                yield return (Show.Words(member.Name), Text(member.Value));
    }

    static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(member => $"{member.Name} {Text(member.Value)}")),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            _ => value.GetRawText(),
        };
}
