using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Xml.Linq;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>The vendor's own description of a journal entry, to check what we send: every member known and of its type.</summary>
static class JournalEntrySchema
{
    static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";
    static readonly XElement Schema = XDocument.Load(Path()).Root!;

    public static IEnumerable<string> Problems(JsonElement entry) => Problems("JournalEntry", entry, "");

    static IEnumerable<string> Problems(string type, JsonElement value, string path)
    {
        switch (type)
        {
            // JSON writes a reference's text as "value", its attributes as members.
            case "ReferenceType":
                foreach (var member in value.EnumerateObject().Where(member => member.Name is not ("value" or "name" or "type")))
                    yield return $"{path}/{member.Name} is unknown";
                break;
            case "xs:decimal" when value.ValueKind != JsonValueKind.Number:
            case "xs:boolean" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
            case "xs:string" or "id" when value.ValueKind != JsonValueKind.String:
                yield return $"{path} is no {type}";
                break;
            case "xs:date" when !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                yield return $"{path} is no date";
                break;
            default:
                var declared = Find("complexType", type) is null ? Enumeration(type, value, path) : Members(type, value, path);
                foreach (var problem in declared)
                    yield return problem;
                break;
        }
    }

    static IEnumerable<string> Members(string type, JsonElement value, string path)
    {
        var known = Elements(type);
        foreach (var member in value.EnumerateObject())
        {
            if (!known.TryGetValue(member.Name, out var declared))
            {
                yield return $"{path}/{member.Name} is unknown";
                continue;
            }
            var items = declared.Many && member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().ToList() : [member.Value];
            foreach (var problem in items.SelectMany(item => Problems(declared.Type, item, $"{path}/{member.Name}")))
                yield return problem;
        }
    }

    static IEnumerable<string> Enumeration(string type, JsonElement value, string path)
    {
        var values = Find("simpleType", type)?.Descendants(Xs + "enumeration").Select(item => (string)item.Attribute("value")!);
        if (values?.Contains(value.GetString()) == false)
            yield return $"{path} is no {type}";
    }

    /// <summary>The members of a type and of the types that it extends.</summary>
    static Dictionary<string, (string Type, bool Many)> Elements(string type)
    {
        var complex = Find("complexType", type) ?? throw new InvalidOperationException($"The excerpt has no {type}.");
        var own = complex
            .Descendants(Xs + "element")
            .ToDictionary(
                element => (string)element.Attribute("name")!,
                element => ((string)element.Attribute("type")!, (string?)element.Attribute("maxOccurs") == "unbounded")
            );
        var parent = (string?)complex.Descendants(Xs + "extension").FirstOrDefault()?.Attribute("base");
        foreach (var (name, declared) in parent is null ? [] : Elements(parent))
            own[name] = declared;
        return own;
    }

    static XElement? Find(string kind, string name) => Schema.Elements(Xs + kind).FirstOrDefault(type => (string?)type.Attribute("name") == name);

    static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Data", "JournalEntry.xsd");
}
