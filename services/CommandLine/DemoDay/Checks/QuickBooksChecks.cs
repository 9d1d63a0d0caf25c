using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>What the sandbox's own census says was written to QuickBooks.</summary>
static class QuickBooksChecks
{
    const int QuickBooksDecimals = 2;

    public static async Task<IReadOnlyList<DemoCheck>> Of(
        SandboxCompany sandbox,
        DemoOrganisation demo,
        Findings findings,
        JournalEntry planted,
        CancellationToken stop
    )
    {
        var census = await sandbox.Census(demo.Realm, stop);
        var held = (await sandbox.Entries(demo.Realm, stop)).ToLookup(entry => entry.Text("doc_number")!);
        var possible = findings.Entries.Where(entry => !IsTooFine(entry)).ToDictionary(entry => PlatformKey.For(entry.Id));
        var missing = possible.Keys.Count(key => !held.Contains(key));
        var strange = held.Count(group => !possible.ContainsKey(group.Key));
        var doubled = census.List("duplicates").Count;
        return
        [
            new DemoCheck(
                "QuickBooks holds each entry once",
                missing == 0 && strange == 0 && doubled == 0,
                $"{held.Count} entries; {missing} missing, {strange} unknown, {doubled} doubled; "
                    + $"{census.Text("requests")} requests, {census.Text("throttled")} throttled"
            ),
            Amounts(held, possible, planted),
            Sums(census, possible.Values, planted, held),
            Refusals(findings),
        ];
    }

    static DemoCheck Amounts(ILookup<string, JsonElement> held, Dictionary<string, JournalEntry> possible, JournalEntry planted)
    {
        var different = possible
            .Where(pair => pair.Value.Id != planted.Id && held.Contains(pair.Key))
            .Where(pair => !Same(Lines(pair.Value), Lines(held[pair.Key].First())))
            .Select(pair => pair.Key)
            .ToList();
        var editIsThere = !Same(Lines(planted), Lines(held[PlatformKey.For(planted.Id)].FirstOrDefault()));
        return new DemoCheck(
            "QuickBooks' entries are the ledger's",
            different.Count == 0 && editIsThere,
            different.Count == 0
                ? "none differs besides the one that the bookkeeper edited"
                : $"{different.Count} differ: {string.Join(' ', different.Take(3))}"
        );
    }

    /// <summary>QuickBooks' balances are the ledger's sums, once the bookkeeper's difference is added.</summary>
    static DemoCheck Sums(JsonElement census, IEnumerable<JournalEntry> entries, JournalEntry planted, ILookup<string, JsonElement> held)
    {
        var ours = entries.Where(entry => entry.Id != planted.Id).SelectMany(Lines).Concat(Lines(held[PlatformKey.For(planted.Id)].FirstOrDefault()));
        var wanted = Total(ours);
        var there = Total(
            census
                .GetProperty("by_account")
                .EnumerateObject()
                .SelectMany(account => account.Value.EnumerateObject().Select(sum => ((account.Name, sum.Name), Number(sum.Value.GetString()!))))
        );
        var different = wanted.Keys.Union(there.Keys).Where(key => wanted.GetValueOrDefault(key) != there.GetValueOrDefault(key)).ToList();
        return new DemoCheck(
            "QuickBooks' balances are the ledger's",
            different.Count == 0,
            different.Count == 0 ? $"{there.Count} balances" : $"differ: {string.Join(", ", different.Take(3))}"
        );
    }

    /// <summary>QuickBooks keeps two decimals: entries in dinars cannot be there, and are refused with that reason.</summary>
    static DemoCheck Refusals(Findings findings)
    {
        var wanted = findings.Entries.Where(IsTooFine).Select(entry => entry.Id.ToString()).ToHashSet();
        var refused = findings.Refused.Select(push => push.Text("entry_id")!).ToHashSet();
        return new DemoCheck(
            "only what QuickBooks cannot hold is refused",
            wanted.SetEquals(refused),
            $"{refused.Count} refused: {findings.Refused.Select(push => push.Text("reason")).FirstOrDefault() ?? "none"}"
        );
    }

    static bool IsTooFine(JournalEntry entry) => entry.Lines.Any(line => Currencies.Find(line.Currency).Scale > QuickBooksDecimals);

    static IEnumerable<((string, string), decimal)> Lines(JournalEntry entry) =>
        entry.Lines.Select(line => ((line.Account.Replace(':', '.'), line.Currency), line.Amount));

    static IEnumerable<((string, string), decimal)> Lines(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Undefined
            ? []
            : entry.List("lines").Select(line => ((line.Text("account")!, entry.Text("currency")!), Number(line.Text("amount")!)));

    static bool Same(IEnumerable<((string, string), decimal)> one, IEnumerable<((string, string), decimal)> other)
    {
        var (left, right) = (Total(one), Total(other));
        return left.Keys.Union(right.Keys).All(key => left.GetValueOrDefault(key) == right.GetValueOrDefault(key));
    }

    static Dictionary<(string, string), decimal> Total(IEnumerable<((string, string) Key, decimal Amount)> lines) =>
        lines.GroupBy(line => line.Key).ToDictionary(group => group.Key, group => group.Sum(line => line.Amount));

    static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
