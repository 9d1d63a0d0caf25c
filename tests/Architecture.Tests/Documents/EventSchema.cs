using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccountingSync.Messaging;

namespace AccountingSync.Architecture.Tests.Documents;

/// <summary>The JSON schema of a message as it travels (the "message" member of MassTransit's envelope).</summary>
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

    // "+" in patterns stays readable.
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Type message)
    {
        var body = JsonSchemaExporter
            .GetJsonSchemaAsNode(
                AsTheBusWrites,
                message,
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = AmountsAreTexts }
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

    static JsonNode AmountsAreTexts(JsonSchemaExporterContext context, JsonNode schema) =>
        context.TypeInfo.Type == typeof(decimal) ? new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d+)?$" } : schema;
}
