using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>What the system says at the end of the day, read once through its public interface.</summary>
sealed record Findings
{
    const int MostListed = 1_000;

    public required JsonElement Summary { get; init; }
    public required IReadOnlyList<JournalEntry> Entries { get; init; }
    public required IReadOnlyList<JsonElement> Held { get; init; }
    public required IReadOnlyList<JsonElement> Refused { get; init; }
    public required IReadOnlyList<JsonElement> Discrepancies { get; init; }
    public required IReadOnlyList<JsonElement> DeadLetters { get; init; }
    public required JsonElement TrialBalance { get; init; }
    public required JsonElement Audit { get; init; }

    public static async Task<Findings> Read(Endpoint console, string organisation, CancellationToken stop)
    {
        async Task<JsonElement> Get(string path, params (string, object?)[] query) => (await console.Get(path, stop, query)).Must();
        return new Findings
        {
            Summary = await Get("v1/summary"),
            Entries = [.. new PostedEntries(console, organisation).All()],
            Held = (await Get("v1/held", ("limit", MostListed))).List("held"),
            Refused = (await Get("v1/pushes", ("state", "refused"), ("limit", MostListed))).List("pushes"),
            Discrepancies = (await Get("v1/discrepancies", ("state", "open"), ("limit", MostListed))).List("discrepancies"),
            DeadLetters = (await Get("v1/dead-letters")).List("dead_letters"),
            TrialBalance = await Get("v1/trial-balance"),
            Audit = await Get("v1/audit"),
        };
    }

    public long Count(string name) => Summary.Number(name);

    /// <summary>The entry that a discrepancy is about.</summary>
    public static string? EntryOf(JsonElement discrepancy) => discrepancy.Text("entry_id");
}
