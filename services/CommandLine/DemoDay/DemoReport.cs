using System.Text.Encodings.Web;
using System.Text.Json;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>One thing that must be true after the demo day.</summary>
sealed record DemoCheck(string Name, bool Passed, string Detail);

/// <summary>What came of the demo day; people script against its form.</summary>
sealed record DemoReport
{
    static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Source transactions that were new.</summary>
    public required long Received { get; init; }
    public required long Duplicates { get; init; }
    public required long Refused { get; init; }
    public required long Held { get; init; }
    public required long Posted { get; init; }

    /// <summary>Revisions that made no entry of their own, because another says the same or more.</summary>
    public required long Superseded { get; init; }

    /// <summary>Entries written, by platform.</summary>
    public required IReadOnlyDictionary<string, long> Pushed { get; init; }
    public required long Discrepancies { get; init; }
    public required long Corrections { get; init; }
    public required IReadOnlyDictionary<string, string> TrialBalance { get; init; }
    public required string JournalFile { get; init; }
    public required string TraceId { get; init; }
    public required decimal Seconds { get; init; }
    public required IReadOnlyList<DemoCheck> Checks { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool Passed => Checks.All(check => check.Passed);

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Layout);

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Layout) + "\n");
}
