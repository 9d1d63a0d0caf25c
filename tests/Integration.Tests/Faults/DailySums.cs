using System.Globalization;
using AccountingSync.Accounting;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>The campaign's connection that gets summaries of days, and what must be true of it in the end: each entry is in one summary, each summary in
/// one document, and the document says what the entries come to that must be there.</summary>
static class DailySums
{
    public const string Connection = "sums";

    public static object Settings { get; } = new
    {
        connection = Connection,
        platform = "plain-text",
        settings = new Dictionary<string, string> { ["settle_seconds"] = "3", ["granularity"] = "daily" },
    };

    /// <summary>A day is written on the next morning, which the campaign cannot wait for: here every entry is due when it comes, so that summaries are made
    /// all the time while everything dies.</summary>
    public static async Task DueAtOnce(string owner, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(
            """
            CREATE FUNCTION platform.due_at_once() RETURNS trigger LANGUAGE plpgsql AS
            $$BEGIN NEW.due_at := 'epoch'; RETURN NEW; END$$;
            CREATE TRIGGER due_at_once BEFORE INSERT ON platform.summary_entries FOR EACH ROW EXECUTE FUNCTION platform.due_at_once();
            """
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task Check(
        CampaignSystem campaign,
        IReadOnlyDictionary<Guid, JournalEntry> due,
        List<string> lost,
        List<string> doubled,
        List<string> wrong,
        CancellationToken stop
    )
    {
        var members = await Members(campaign.System.OwnerConnectionString, stop);
        Checker.Compare(
            Connection,
            due.Keys.ToHashSet(),
            [.. members.Select(member => member.Entry)],
            id => due.GetValueOrDefault(id)?.Origin.TransactionId ?? $"{id}",
            lost,
            doubled,
            wrong
        );
        var summaries = members
            .Where(member => due.ContainsKey(member.Entry))
            .GroupBy(member => member.Summary)
            .ToDictionary(group => PlatformKey.For(group.Key), group => Text(group.SelectMany(member => due[member.Entry].Lines)));
        var documents = Documents(File.ReadLines(campaign.SummariesFile)).ToList();
        Checker.Compare(
            Connection,
            summaries.Keys.ToHashSet(),
            [.. documents.Select(document => document.Key)],
            key => $"the document {key}",
            lost,
            doubled,
            wrong
        );
        wrong.AddRange(
            documents
                .Where(document => summaries.TryGetValue(document.Key, out var sums) && sums != document.Sums)
                .Select(document => $"{Connection}: the document {document.Key} says {document.Sums}, its entries {summaries[document.Key]}")
        );
        TestContext.Progress.WriteLine($"{members.Count} entries in {documents.Count} documents of days");
    }

    /// <summary>Debits and credits of each account apart, so that the sum of a document and that of its entries are the same text.</summary>
    static string Text(IEnumerable<JournalLine> lines) =>
        string.Join(
            "; ",
            lines
                .GroupBy(line => (line.Account, line.Currency, Side: line.Amount < 0m ? "cr" : "dr"))
                .OrderBy(group => group.Key.Account, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Side, StringComparer.Ordinal)
                .Select(group =>
                    FormattableString.Invariant(
                        $"{group.Key.Side} {group.Key.Account} {Math.Abs(group.Sum(line => line.Amount)):0.00} {group.Key.Currency}"
                    )
                )
        );

    static async Task<List<(Guid Entry, Guid Summary)>> Members(string owner, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand(
            $"SELECT entry_id, summary_id FROM platform.summary_entries WHERE connection = '{Connection}' AND summary_id IS NOT NULL"
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var members = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(stop))
            members.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return members;
    }

    /// <summary>Each document of the journal: its heading with our key, and then a line for each account and side.</summary>
    static IEnumerable<(string Key, string Sums)> Documents(IEnumerable<string> journal)
    {
        string? key = null;
        var lines = new List<JournalLine>();
        foreach (var line in journal.Append(string.Empty))
        {
            if (key is not null && line.StartsWith(' ') && LineOf(line) is { } posting)
                lines.Add(posting);
            else if (key is not null && !line.StartsWith(' '))
            {
                yield return (key, Text(lines));
                (key, lines) = (null, []);
            }
            key ??= Checker.KeyOf(line);
        }
    }

    /// <summary>Account, two blanks or more, amount and currency; null for a line that is a comment alone.</summary>
    static JournalLine? LineOf(string line)
    {
        var parts = line.Split(';')[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is [var account, var amount] && amount.Split(' ') is [var number, var currency]
            ? new JournalLine(account, currency, decimal.Parse(number, NumberStyles.Number, CultureInfo.InvariantCulture))
            : null;
    }
}
