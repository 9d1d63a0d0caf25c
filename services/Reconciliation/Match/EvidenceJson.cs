using System.Text.Json;
using System.Text.Json.Serialization;
using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Evidence as it is stored, and as the routes give it.</summary>
static class EvidenceJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write(Evidence evidence) => JsonSerializer.Serialize(evidence, Options);
}
