using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Reach;

/// <summary>The ledger's entries as the API lists them, page by page and never all at once.</summary>
sealed class PostedEntries(Endpoint console, string organisation)
{
    const int PageSize = 1_000;

    /// <param name="from">First day; null for the beginning.</param>
    public IEnumerable<JournalEntry> All(DateOnly? from = null, DateOnly? to = null)
    {
        long? after = null;
        do
        {
            var page = console.GetNow("v1/entries", ("after", after), ("limit", PageSize), ("from", from), ("to", to)).Must();
            foreach (var entry in page.List("entries"))
                yield return Entry(entry);
            after = page.Text("next") is { } next ? long.Parse(next, CultureInfo.InvariantCulture) : null;
        } while (after is not null);
    }

    JournalEntry Entry(JsonElement said)
    {
        var origin = new EntryOrigin(said.Text("source")!, said.Text("transaction_id")!, said.GetProperty("revision").GetInt32(), said.Text("part")!);
        var rule = said.GetProperty("rule");
        var drafted = JournalEntry.Draft(
            organisation,
            origin,
            DateOnly.ParseExact(said.Text("date")!, "O", CultureInfo.InvariantCulture),
            said.Text("description")!,
            new RuleReference(rule.Text("rule_set")!, rule.GetProperty("version").GetInt32(), rule.Text("rule")!, rule.Text("hash")!),
            [.. said.List("lines").Select(Line)],
            said.Text("reverses") is { } reversed ? Guid.Parse(reversed) : null
        );
        return drafted switch
        {
            DraftResult.Drafted(var entry) => entry with { Id = said.GetProperty("entry_id").GetGuid() },
            DraftResult.Unbalanced(var difference, var currency) => throw Broken(said, $"it is out of balance by {difference} {currency}"),
            DraftResult.Refused(var reason) => throw Broken(said, reason),
            _ => throw new UnreachableException(),
        };
    }

    static JournalLine Line(JsonElement said) =>
        new(said.Text("account")!, said.Text("currency")!, decimal.Parse(said.Text("amount")!, NumberStyles.Number, CultureInfo.InvariantCulture))
        {
            Memo = said.Text("memo"),
            TaxCode = said.Text("tax_code"),
            Dimensions =
                said.TryGetProperty("dimensions", out var dimensions) && dimensions.ValueKind == JsonValueKind.Object
                    ? dimensions.Deserialize<Dictionary<string, string>>()
                    : null,
        };

    static CommandFailedException Broken(JsonElement said, string why) =>
        new($"Entry {said.Text("entry_id")} of the ledger cannot be used: {why}", ExitCode.Found);
}
