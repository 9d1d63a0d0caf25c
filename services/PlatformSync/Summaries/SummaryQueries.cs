using System.Text.Json;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>One day and group at one connection.</summary>
/// <param name="Number">1, and further ones for what came later; null while entries wait for the next.</param>
/// <param name="State">waiting, then that of the push of its document.</param>
/// <param name="At">When it was made, or will be.</param>
/// <param name="Totals">Of its debits, per currency; null while entries wait.</param>
public sealed record SummaryView(
    string Connection,
    DateOnly Date,
    string Group,
    int? Number,
    Guid? SummaryId,
    long Entries,
    string State,
    string? PlatformId,
    string? Key,
    string? Reason,
    DateTimeOffset At,
    IReadOnlyDictionary<string, decimal>? Totals
);

/// <param name="Lines">Of its document.</param>
public sealed record SummaryDocumentView(SummaryView Summary, IReadOnlyList<JournalLineData> Lines);

static class SummaryQueries
{
    const string Made = """
        SELECT summary.connection, summary.entry_date, summary.group_name, summary.number, summary.summary_id, summary.entries::bigint,
               pushed.state, pushed.platform_id, pushed.key, pushed.reason, summary.made_at, pushed.entry::text
        FROM platform.summaries summary
             JOIN platform.pushes pushed ON pushed.organisation = summary.organisation AND pushed.connection = summary.connection
                 AND pushed.entry_id = summary.summary_id
        """;

    /// <summary>The latest day first; what waits comes after what is made of the same day and group.</summary>
    public static async Task<IReadOnlyList<SummaryView>> List(Session session, string? connection, DateOnly? date, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            {Made}
            WHERE summary.organisation = $1 AND ($2::text IS NULL OR summary.connection = $2) AND ($3::date IS NULL OR summary.entry_date = $3)
            UNION ALL
            SELECT connection, entry_date, group_name, NULL, NULL, count(*), 'waiting', NULL, NULL, NULL, min(due_at), NULL
            FROM platform.summary_entries
            WHERE organisation = $1 AND summary_id IS NULL AND ($2::text IS NULL OR connection = $2) AND ($3::date IS NULL OR entry_date = $3)
            GROUP BY connection, entry_date, group_name
            ORDER BY 2 DESC, 1, 3, 4 NULLS LAST
            LIMIT $4
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)connection ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)date ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<SummaryView>();
        while (await reader.ReadAsync(stop))
            views.Add(await View(reader, stop));
        return views;
    }

    /// <returns>Null when there is none.</returns>
    public static async Task<SummaryDocumentView?> One(Session session, Guid summaryId, CancellationToken stop)
    {
        await using var command = session.Command($"{Made} WHERE summary.organisation = $1 AND summary.summary_id = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = summaryId });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? new SummaryDocumentView(await View(reader, stop), Document(reader.GetString(11)).Lines) : null;
    }

    static async Task<SummaryView> View(NpgsqlDataReader reader, CancellationToken stop) =>
        new(
            reader.GetString(0),
            reader.GetFieldValue<DateOnly>(1),
            reader.GetString(2),
            await reader.IsDBNullAsync(3, stop) ? null : reader.GetInt32(3),
            await reader.IsDBNullAsync(4, stop) ? null : reader.GetGuid(4),
            reader.GetInt64(5),
            reader.GetString(6),
            await reader.IsDBNullAsync(7, stop) ? null : reader.GetString(7),
            await reader.IsDBNullAsync(8, stop) ? null : reader.GetString(8),
            await reader.IsDBNullAsync(9, stop) ? null : reader.GetString(9),
            reader.GetFieldValue<DateTimeOffset>(10),
            await reader.IsDBNullAsync(11, stop)
                ? null
                : Totals.OfDebits(Document(reader.GetString(11)).Lines.Select(line => (line.Currency, line.Amount)))
        );

    static JournalEntryData Document(string json) => JsonSerializer.Deserialize<JournalEntryData>(json)!;

    /// <summary>What a summary, or a line of it, is made of.</summary>
    /// <param name="account">Only entries with a line on it; null for all.</param>
    /// <param name="after">The last entry of the page before.</param>
    public static async Task<IReadOnlyList<JournalEntryData>> Entries(
        Session session,
        Guid summaryId,
        string? account,
        Guid? after,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT entry::text FROM platform.summary_entries
            WHERE organisation = $1 AND summary_id = $2 AND ($4::uuid IS NULL OR entry_id > $4)
              AND ($3::text IS NULL OR entry -> 'Lines' @> jsonb_build_array(jsonb_build_object('Account', $3)))
            ORDER BY entry_id LIMIT $5
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = summaryId });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)account ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<JournalEntryData>();
        while (await reader.ReadAsync(stop))
            entries.Add(JsonSerializer.Deserialize<JournalEntryData>(reader.GetString(0))!);
        return entries;
    }
}
