using System.Text.Json;
using AccountingSync.Accounting.Matching;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What a run writes: the difference between what it found and what stands, and nothing of what a person decided.</summary>
static class BankMatchStore
{
    const int AtATime = 5_000;

    /// <returns>How many matches are new or changed.</returns>
    public static async Task<int> Write(Session session, string currency, IReadOnlyList<FoundMatch> found, DateTimeOffset now, CancellationToken stop)
    {
        var written = 0;
        foreach (var chunk in found.Chunk(AtATime))
            written += await Write(session, currency, chunk, now, stop);
        return written;
    }

    /// <summary>Takes away what is not found any more, or is found otherwise.</summary>
    /// <param name="since">What has a line of an earlier day stays.</param>
    /// <returns>How many.</returns>
    public static async Task<int> TakeBack(Session session, string currency, DateOnly since, IReadOnlyList<FoundMatch> found, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            DELETE FROM reconciliation.bank_matches known
            WHERE organisation = $1 AND currency = $2 AND state IN ('accepted', 'proposed')
                AND NOT EXISTS (SELECT FROM unnest($4::uuid[], $5::text[]) AS item (id, state) WHERE item.id = known.id AND item.state = known.state)
                AND NOT EXISTS (SELECT FROM reconciliation.bank_match_lines early
                                WHERE early.organisation = $1 AND early.match = known.id AND early.day < $3)
            """
        );
        Add(command, session, currency);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = since });
        new ItemColumns<FoundMatch>(command.Parameters, found).Value(item => item.Id).Value(item => item.State);
        return await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<int> Write(Session session, string currency, FoundMatch[] found, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.bank_matches AS known
                (organisation, id, currency, state, proposal, candidates, rule, confidence, refs, days_apart, alternatives, difference, found_at)
            SELECT $1, id, $2, state, proposal, candidates, rule, confidence, string_to_array(refs, E'\x1f'), days_apart, alternatives, difference, $3
            FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::integer[], $12::integer[],
                        $13::numeric[])
                AS item (id, state, proposal, candidates, rule, confidence, refs, days_apart, alternatives, difference)
            ORDER BY id
            ON CONFLICT (organisation, id) DO UPDATE
            SET proposal = excluded.proposal, candidates = excluded.candidates, rule = excluded.rule, confidence = excluded.confidence,
                refs = excluded.refs, days_apart = excluded.days_apart, alternatives = excluded.alternatives, difference = excluded.difference
            WHERE known.state = excluded.state
                AND (known.proposal, known.candidates, known.rule, known.confidence, known.refs, known.days_apart, known.alternatives,
                     known.difference)
                IS DISTINCT FROM (excluded.proposal, excluded.candidates, excluded.rule, excluded.confidence, excluded.refs, excluded.days_apart,
                                  excluded.alternatives, excluded.difference)
            """
        );
        Add(command, session, currency);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        new ItemColumns<FoundMatch>(command.Parameters, found)
            .Value(item => item.Id)
            .Value(item => item.State)
            .Value(item => item.Proposal)
            .Value(item => item.Candidates)
            .Value(item => Name(item.Match.Rule))
            .Value(item => Name(item.Match.Confidence))
            .Value(item => string.Join('\u001f', item.Match.References))
            .Value(item => item.Match.DaysApart)
            .Value(item => item.Match.Alternatives)
            .Value(item => item.Match.Difference);
        var written = await command.ExecuteNonQueryAsync(stop);
        await WriteLines(session, found, stop);
        return written;
    }

    static async Task WriteLines(Session session, FoundMatch[] found, CancellationToken stop)
    {
        var lines = found.SelectMany(item => item.Match.Books.Concat(item.Match.Bank).Select(line => (Item: item, Line: line))).ToList();
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.bank_match_lines AS known (organisation, match, side, source, id, amount, day, settled)
            SELECT $1, match, side, split_part(name, E'\x1e', 1), split_part(name, E'\x1e', 2), amount, day, settled
            FROM unnest($2::uuid[], $3::text[], $4::text[], $5::numeric[], $6::date[], $7::boolean[])
                AS item (match, side, name, amount, day, settled)
            ORDER BY match, side, name
            ON CONFLICT (organisation, match, side, source, id) DO UPDATE SET amount = excluded.amount, day = excluded.day
            WHERE (known.amount, known.day) IS DISTINCT FROM (excluded.amount, excluded.day)
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<(FoundMatch Item, MatchLine Line)>(command.Parameters, lines)
            .Value(line => line.Item.Id)
            .Value(line => BankLineStore.Side(line.Line.Side))
            .Value(line => line.Line.Id)
            .Value(line => line.Line.Amount)
            .Value(line => line.Line.Date)
            .Value(line => line.Item.Proposal is null);
        await command.ExecuteNonQueryAsync(stop);
    }

    static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    static void Add(NpgsqlCommand command, Session session, string currency)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = currency });
    }
}
