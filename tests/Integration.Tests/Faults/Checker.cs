using System.Text.Json;
using AccountingSync.Accounting;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <param name="Lost">Accepted and not in the books.</param>
/// <param name="Doubled">In the books, or at a platform, more than once.</param>
/// <param name="Wrong">In the books and saying something else than it must.</param>
public sealed record Verdict(
    int Accepted,
    int Posted,
    int AtQuickBooks,
    int InJournal,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Doubled,
    IReadOnlyList<string> Wrong,
    IReadOnlyDictionary<string, decimal> TrialBalance
)
{
    public bool IsClean => Lost.Count == 0 && Doubled.Count == 0 && Wrong.Count == 0 && TrialBalance.Values.All(sum => sum == 0m);

    /// <summary>Documents too many, at QuickBooks or in the journal file.</summary>
    public int PlatformDuplicates => Doubled.Count(line => !line.StartsWith(Checker.Ledger, StringComparison.Ordinal));

    public override string ToString() =>
        $"accepted {Accepted}, posted {Posted}, at QuickBooks {AtQuickBooks}, in the journal {InJournal}; lost {Lost.Count}, doubled {Doubled.Count}, wrong {Wrong.Count}; "
        + $"trial balance {string.Join(", ", TrialBalance.Select(sum => $"{sum.Key} {sum.Value}"))}"
        + string.Concat(Lost.Concat(Doubled).Concat(Wrong).Take(10).Select(line => $"\n  {line}"));
}

/// <summary>Compares the sender's own log with the books, the platform's census and the journal file. It stands outside: it computes
/// what must be there by itself, and reads rows and documents, not the system's opinion of them.</summary>
public static class Checker
{
    public const string Ledger = "ledger";

    public static async Task<Verdict> Check(CampaignSystem campaign, PlannedDay day, IReadOnlySet<string> accepted, CancellationToken stop)
    {
        var lost = new List<string>();
        var doubled = new List<string>();
        var wrong = new List<string>();
        var due = day.Expected.Values.Where(entry => accepted.Contains(entry.Origin.TransactionId)).ToDictionary(entry => entry.Id);
        var books = await Books(campaign.System.OwnerConnectionString, stop);
        Compare(
            Ledger,
            due.Keys.ToHashSet(),
            books.Select(row => row.Id).ToList(),
            id => day.Expected.GetValueOrDefault(id)?.Origin.TransactionId ?? id.ToString(),
            lost,
            doubled,
            wrong
        );
        foreach (var row in books.Where(row => due.TryGetValue(row.Id, out var entry) && Text(entry.Lines) != row.Lines))
            wrong.Add($"ledger: {row.Id} says {row.Lines}, must say {Text(due[row.Id].Lines)}");

        var keys = due.Values.ToDictionary(entry => PlatformKey.For(entry.Id), entry => entry.Origin.TransactionId);
        var documents = await Census(campaign, stop);
        Compare("QuickBooks", keys.Keys.ToHashSet(), documents, key => keys.GetValueOrDefault(key, key), lost, doubled, wrong);
        var journal = File.ReadLines(campaign.JournalFile).Select(KeyOf).OfType<string>().ToList();
        Compare("journal", keys.Keys.ToHashSet(), journal, key => keys.GetValueOrDefault(key, key), lost, doubled, wrong);
        await DailySums.Check(campaign, due, lost, doubled, wrong, stop);
        return new Verdict(
            due.Count,
            books.Count,
            documents.Count,
            journal.Count,
            lost,
            doubled,
            wrong,
            await TrialBalance(campaign.System.OwnerConnectionString, stop)
        );
    }

    /// <summary>What is expected once, against all that was found.</summary>
    public static void Compare<T>(
        string where,
        HashSet<T> expected,
        List<T> found,
        Func<T, string> name,
        List<string> lost,
        List<string> doubled,
        List<string> wrong
    )
        where T : notnull
    {
        var counts = found.CountBy(item => item).ToDictionary();
        lost.AddRange(expected.Where(item => !counts.ContainsKey(item)).Select(item => $"{where}: {name(item)} is missing"));
        doubled.AddRange(counts.Where(pair => pair.Value > 1).Select(pair => $"{where}: {name(pair.Key)} is there {pair.Value} times"));
        wrong.AddRange(counts.Keys.Where(item => !expected.Contains(item)).Select(item => $"{where}: {name(item)} was never accepted"));
    }

    static string Text(IEnumerable<JournalLine> lines) =>
        string.Join("; ", lines.Select(line => FormattableString.Invariant($"{line.Account} {line.Currency} {line.Amount:0.0000}")));

    static async Task<List<(Guid Id, string Lines)>> Books(string owner, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand("SELECT id, accounts, currencies, amounts FROM ledger.entries");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<(Guid, string)>();
        while (await reader.ReadAsync(stop))
        {
            var lines = reader
                .GetFieldValue<string[]>(1)
                .Zip(reader.GetFieldValue<string[]>(2), reader.GetFieldValue<decimal[]>(3))
                .Select(line => new JournalLine(line.First, line.Second, line.Third));
            rows.Add((reader.GetGuid(0), Text(lines)));
        }
        return rows;
    }

    static async Task<Dictionary<string, decimal>> TrialBalance(string owner, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand("SELECT currency, sum(amount) FROM ledger.lines GROUP BY currency");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sums = new Dictionary<string, decimal>();
        while (await reader.ReadAsync(stop))
            sums.Add(reader.GetString(0), reader.GetDecimal(1));
        return sums;
    }

    /// <summary>Our keys of the live documents, one for each document.</summary>
    static async Task<List<string>> Census(CampaignSystem campaign, CancellationToken stop)
    {
        var text = await campaign.Get("sandbox", $"sandbox/census/entries?realm={CampaignSystem.Realm}", stop);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(document => !document.TryGetProperty("deleted", out var deleted) || !deleted.GetBoolean())
                .Select(document => document.GetProperty("doc_number").GetString()!),
        ];
    }

    /// <summary>2026-01-15 (KEY) description</summary>
    public static string? KeyOf(string line) =>
        line.Length > 12 && char.IsAsciiDigit(line[0]) && line.IndexOf('(') is > 0 and var open ? line[(open + 1)..line.IndexOf(')')] : null;
}
