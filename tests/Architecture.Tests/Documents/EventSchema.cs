using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccountingSync.Messaging;

namespace AccountingSync.Architecture.Tests.Documents;

/// <summary>The JSON schema of a message as it travels.</summary>
static class EventSchema
{
    static readonly JsonSerializerOptions AsTheBusWrites = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    const string AmountPattern = @"^-?\d+(\.\d+)?$";

    // "+" in patterns stays readable.
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Type message)
    {
        var body = JsonSchemaExporter
            .GetJsonSchemaAsNode(
                AsTheBusWrites,
                message,
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = AsItTravels }
            )
            .AsObject();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = message.Name,
            ["x-delivered-to"] = new JsonArray([.. Flow.QueuesFor(message).Select(queue => JsonValue.Create(queue))]),
        };
        foreach (var (name, value) in body)
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    static JsonNode AsItTravels(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.TypeInfo.Type == typeof(decimal))
            return new JsonObject { ["type"] = "string", ["pattern"] = AmountPattern };
        if (context.TypeInfo.Type == typeof(decimal?))
        {
            var amount = new JsonObject { ["type"] = new JsonArray("string", "null"), ["pattern"] = AmountPattern };
            if (schema is JsonObject before && before.TryGetPropertyValue("default", out var standard))
                amount["default"] = standard?.DeepClone();
            return amount;
        }
        // What is null is left out.
        if (schema is JsonObject members && members["required"] is JsonArray required)
        {
            required.RemoveAll(name => members["properties"]?[name!.GetValue<string>()]?["type"] is JsonArray);
            if (required.Count == 0)
                members.Remove("required");
        }
        return schema;
    }
}
