using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>A version of a rule set that is not published.</summary>
/// <param name="ProposedBy">Who wished to publish exactly this text; null when nobody did.</param>
public sealed record RuleSetDraft(
    string Name,
    int Version,
    string FileName,
    string Content,
    string SavedBy,
    DateTimeOffset SavedAt,
    string? ProposedBy
);

/// <summary>The statements on drafts.</summary>
static class DraftStore
{
    const string Columns = "name, version, file_name, content, saved_by, saved_at, proposed_by";

    /// <summary>In place of what was saved of this version before.</summary>
    public static async Task Save(Session session, RuleSetDraft draft, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            INSERT INTO transformation.rule_set_drafts (organisation, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (organisation, name, version) DO UPDATE
            SET file_name = excluded.file_name, content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at,
                proposed_by = excluded.proposed_by
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = draft.Name });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = draft.Version });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = draft.FileName });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = draft.Content });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = draft.SavedBy });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = draft.SavedAt.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter { Value = (object?)draft.ProposedBy ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<RuleSetDraft>> List(Session session, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM transformation.rule_set_drafts ORDER BY name, version");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var drafts = new List<RuleSetDraft>();
        while (await reader.ReadAsync(stop))
            drafts.Add(
                new RuleSetDraft(
                    reader.GetString(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5),
                    await reader.IsDBNullAsync(6, stop) ? null : reader.GetString(6)
                )
            );
        return drafts;
    }

    public static async Task<RuleSetDraft?> Find(Session session, string name, int version, CancellationToken stop) =>
        (await List(session, stop)).FirstOrDefault(draft => draft.Name == name && draft.Version == version);

    /// <returns>False when there was none.</returns>
    public static async Task<bool> Discard(Session session, string name, int version, CancellationToken stop)
    {
        await using var command = session.Command("DELETE FROM transformation.rule_set_drafts WHERE name = $1 AND version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }
}
