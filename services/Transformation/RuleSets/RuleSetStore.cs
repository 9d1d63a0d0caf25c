using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

public sealed record RuleSetView(string Name, int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>The statements on published rule sets.</summary>
static class RuleSetStore
{
    public static async Task<(string? Hash, string? Content, string? Name)> Latest(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT hash, content, name FROM transformation.rule_sets ORDER BY published_at DESC, version DESC LIMIT 1"
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetString(0), reader.GetString(1), reader.GetString(2)) : (null, null, null);
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

    /// <returns>False when this version was published before; it never changes.</returns>
    public static async Task<bool> Publish(Session session, RuleSet set, string content, string publishedBy, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO transformation.rule_sets (organisation, name, version, hash, content, published_by)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = set.Version });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = set.Hash });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = content });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publishedBy });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    public static async Task<IReadOnlyList<RuleSetView>> List(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT name, version, hash, published_at, published_by FROM transformation.rule_sets ORDER BY name, version"
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
                    reader.GetString(4)
                )
            );
        return sets;
    }

    public static async Task<string?> Hash(Session session, string name, int version, CancellationToken stop)
    {
        await using var command = session.Command("SELECT hash FROM transformation.rule_sets WHERE name = $1 AND version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        return await command.ExecuteScalarAsync(stop) as string;
    }
}
