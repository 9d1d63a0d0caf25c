using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>Braintree's XML as the JSON that its meaning is: <c>type="array"</c> is a list of its children, an element with
/// children an object, <c>nil="true"</c> or nothing at all null, <c>type="boolean"</c> true or false, every other a text. Names keep their hyphens.
/// (lib/braintree/util.js of the npm package braintree 3.40.0)</summary>
static class NotificationXml
{
    const int MaxDepth = 32;
    const int MaxCharacters = 2 * 1024 * 1024;

    /// <summary>No document type, so no entity that grows or reads a file; nothing is ever loaded from anywhere.</summary>
    static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <returns>Null when it is no XML, or none of the documented kind.</returns>
    public static ReadOnlyMemory<byte>? ToJson(ReadOnlyMemory<byte> xml)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), Safe);
            var root = XDocument.Load(reader).Root!;
            using var json = new MemoryStream();
            using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { MaxDepth = 2 * MaxDepth }))
            {
                writer.WriteStartObject();
                writer.WritePropertyName(root.Name.LocalName);
                Write(writer, root, depth: 1);
                writer.WriteEndObject();
            }
            return json.ToArray();
        }
        catch (Exception error) when (error is XmlException or VendorShapeException)
        {
            return null;
        }
    }

    static void Write(Utf8JsonWriter writer, XElement element, int depth)
    {
        if (depth > MaxDepth)
            throw new VendorShapeException($"'{element.Name.LocalName}' is nested too deeply.");
        var type = (string?)element.Attribute("type");
        if (type == "array")
        {
            writer.WriteStartArray();
            foreach (var child in element.Elements())
                Write(writer, child, depth + 1);
            writer.WriteEndArray();
        }
        else if (element.HasElements)
        {
            writer.WriteStartObject();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var child in element.Elements())
            {
                if (!names.Add(child.Name.LocalName))
                    throw new VendorShapeException($"'{child.Name.LocalName}' comes twice: which of them counts would be a guess.");
                writer.WritePropertyName(child.Name.LocalName);
                Write(writer, child, depth + 1);
            }
            writer.WriteEndObject();
        }
        // Braintree writes what is absent as nil, or as an element that holds nothing.
        else if ((string?)element.Attribute("nil") == "true" || element.Value.Length == 0)
            writer.WriteNullValue();
        else if (type == "boolean" && element.Value is "true" or "false")
            writer.WriteBooleanValue(element.Value == "true");
        else
            writer.WriteStringValue(element.Value);
    }
}
