using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <summary>Xero's own description of what goes over the wire, to check both what we send and what the sandbox answers.</summary>
static class XeroSchema
{
    static readonly JsonElement Schemas = Read("xero_accounting.schemas.json").GetProperty("components").GetProperty("schemas");

    // Every answer has them; the specification leaves them out, its examples do not.
    static readonly HashSet<string> Envelope = ["Id", "Status", "ProviderName", "DateTimeUTC"];

    /// <summary>A file of the vendor's that lies beside this one.</summary>
    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), file)));
        return document.RootElement.Clone();
    }

    static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Data");

    public static IEnumerable<string> Problems(string schema, JsonElement value) => Problems(Schemas.GetProperty(schema), value, "");

    public static IEnumerable<string> AnswerProblems(string schema, JsonElement value) =>
        Problems(schema, value).Where(problem => !Envelope.Any(name => problem == $"/{name} is unknown"));

    static IEnumerable<string> Problems(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Problems(Schemas.GetProperty(reference.GetString()!.Split('/')[^1]), value, path);
        if (schema.TryGetProperty("enum", out var allowed))
            return allowed.EnumerateArray().Any(one => one.ValueKind == value.ValueKind && one.ToString() == value.ToString())
                ? []
                : [$"{path} is none of its values"];
        return schema.GetProperty("type").GetString() switch
        {
            "object" => Members(schema, value, path),
            "array" when value.ValueKind == JsonValueKind.Array => value
                .EnumerateArray()
                .SelectMany((item, i) => Problems(schema.GetProperty("items"), item, $"{path}/{i}")),
            "string" when value.ValueKind == JsonValueKind.String => Format(schema, value.GetString()!, path),
            "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => [],
            "integer" when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) => [],
            "number" when value.ValueKind == JsonValueKind.Number => [],
            var type => [$"{path} is no {type}"],
        };
    }

    static IEnumerable<string> Members(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [$"{path} is no object"];
        var known = schema.GetProperty("properties");
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}/{name} is missing")
            : [];
        return missing.Concat(
            value
                .EnumerateObject()
                .SelectMany(member =>
                    known.TryGetProperty(member.Name, out var declared)
                        ? Problems(declared, member.Value, $"{path}/{member.Name}")
                        : [$"{path}/{member.Name} is unknown"]
                )
        );
    }

    static IEnumerable<string> Format(JsonElement schema, string text, string path)
    {
        if (schema.TryGetProperty("maxLength", out var longest) && text.Length > longest.GetInt32())
            yield return $"{path} is too long";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" && !Guid.TryParse(text, out _))
            yield return $"{path} is no uuid";
    }
}
