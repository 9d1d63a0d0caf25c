using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.RuleSets;

/// <param name="AgreedBy">The second person, where it decides on days of a period that was closed then.</param>
public sealed record RuleSetView(string Name, int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy, string? AgreedBy);

/// <summary>The statements on published rule sets.</summary>
static class RuleSetStore
{
    /// <summary>Of every published version. It covers name and version too: both stand in the text.</summary>
    public static async Task<IReadOnlyList<string>> Hashes(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT DISTINCT hash FROM transformation.rule_sets");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var hashes = new List<string>();
        while (await reader.ReadAsync(stop))
            hashes.Add(reader.GetString(0));
        return hashes;
    }

    /// <returns>Name and text by hash.</returns>
    public static async Task<IReadOnlyDictionary<string, (string Name, string Content)>> Contents(
        Session session,
        string[] hashes,
        CancellationToken stop
    )
    {
        var contents = new Dictionary<string, (string, string)>();
        if (hashes.Length == 0)
            return contents;
        await using var command = session.Command("SELECT hash, name, content FROM transformation.rule_sets WHERE hash = ANY ($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = hashes });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            contents[reader.GetString(0)] = (reader.GetString(1), reader.GetString(2));
        return contents;
    }

    /// <summary>Sessions that hold something keep this together until they commit; a publication takes it alone, and so sees all that is held
    /// by the rules before it.</summary>
    public static async Task LockForHolding(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 8))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task LockForPublishing(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 8))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>A version that was published before stays as it is.</summary>
    public static async Task Publish(Session session, RuleSet set, string content, string publishedBy, string? agreedBy, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO transformation.rule_sets (organisation, name, version, hash, content, published_by, agreed_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = set.Version });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set.Hash });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = content });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publishedBy });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)agreedBy ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<RuleSetView>> List(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT name, version, hash, published_at, published_by, agreed_by FROM transformation.rule_sets ORDER BY name, version"
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sets = new List<RuleSetView>();
        while (await reader.ReadAsync(stop))
            sets.Add(
                new RuleSetView(
                    reader.GetString(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetString(4),
                    await reader.IsDBNullAsync(5, stop) ? null : reader.GetString(5)
                )
            );
        return sets;
    }
}
