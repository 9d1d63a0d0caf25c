using System.Text.Json;
using System.Text.Json.Serialization;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Postgres;
using AccountingSync.Transformation.MapTransactions;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>The statements on what was given back.</summary>
static class GivenBackStore
{
    static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static async Task Add(Session session, IReadOnlyList<GivenBackRow> rows, DateTimeOffset now, CancellationToken stop)
    {
        if (rows.Count == 0)
            return;
        await using var command = session.Command(
            """
            INSERT INTO transformation.given_back
                (organisation, source, id, revision, original, original_revision, rule_set, rule_version, portion, decided_at)
            SELECT $1, item.*, $10
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::integer[], $7::text[], $8::integer[], $9::jsonb[]) AS item
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Name.Source)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Name.Id)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Revision)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Original)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.OriginalRevision)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Rules.Set)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. rows.Select(row => row.Rules.Version)] });
        parameters.Add(
            new NpgsqlParameter
            {
                Value = rows.Select(row => JsonSerializer.Serialize(row.Portion, Compact)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <returns>For each original what stands in the books as given back of it, what was decided first before the rest.</returns>
    public static async Task<Dictionary<TransactionName, IReadOnlyList<GivenBackRow>>> Of(
        Session session,
        IReadOnlyCollection<TransactionName> originals,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT given.source, given.id, given.revision, given.original, given.original_revision, given.rule_set, given.rule_version, given.portion
            FROM transformation.given_back AS given
                 JOIN unnest($2::text[], $3::text[]) AS wanted (source, original) USING (source, original)
                 JOIN transformation.transactions AS t
                   ON t.organisation = given.organisation AND t.source = given.source AND t.id = given.id AND t.mapped_revision = given.revision
            WHERE given.organisation = $1
            ORDER BY given.decided_at, given.id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. originals.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. originals.Select(name => name.Id)] });
        var rows = (await Read(command, stop)).ToLookup(row => new TransactionName(row.Name.Source, row.Original));
        return originals.ToDictionary(name => name, IReadOnlyList<GivenBackRow> (TransactionName name) => [.. rows[name]]);
    }

    /// <summary>What these revisions gave back; one that gave back nothing is not among them.</summary>
    public static async Task<IReadOnlyList<GivenBackRow>> Decided(
        Session session,
        IReadOnlyCollection<(TransactionName Name, int Revision)> keys,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, revision, original, original_revision, rule_set, rule_version, portion
            FROM transformation.given_back
                 JOIN unnest($2::text[], $3::text[], $4::integer[]) AS wanted (source, id, revision) USING (source, id, revision)
            WHERE organisation = $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Name.Id)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. keys.Select(key => key.Revision)] });
        return await Read(command, stop);
    }

    static async Task<List<GivenBackRow>> Read(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<GivenBackRow>();
        while (await reader.ReadAsync(stop))
            rows.Add(
                new GivenBackRow(
                    new TransactionName(reader.GetString(0), reader.GetString(1)),
                    reader.GetInt32(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    new RuleVersion(reader.GetString(5), reader.GetInt32(6)),
                    Portion(reader.GetString(7))
                )
            );
        return rows;
    }

    static Portion Portion(string json) => JsonSerializer.Deserialize<Portion>(json)!;
}
