using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Loads all that is known of source transactions.</summary>
static class TransactionSides
{
    public static async Task<IReadOnlyDictionary<TransactionName, IReadOnlyList<TransactionSide>>> Load(
        Session session,
        IReadOnlyList<TransactionName> names,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT side.source, side.id, side.revision, side.outcome, side.received_at, side.kind, side.currency, side.gross, side.reason,
                   side.posted_at, side.reversed_at, side.overdue_at, side.difference
            FROM unnest($2::text[], $3::text[]) AS name (source, id)
                 CROSS JOIN LATERAL (SELECT * FROM reconciliation.transactions
                                     WHERE organisation = $1 AND source = name.source AND id = name.id OFFSET 0) AS side
            ORDER BY side.source, side.id, side.revision
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<TransactionName>(command.Parameters, names).Value(name => name.Source).Value(name => name.Id);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sides = new List<TransactionSide>();
        while (await reader.ReadAsync(stop))
            sides.Add(Side(reader));
        return sides
            .GroupBy(side => new TransactionName(side.Source, side.Id))
            .ToDictionary(group => group.Key, group => (IReadOnlyList<TransactionSide>)[.. group]);
    }

    static TransactionSide Side(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2), Enum.Parse<TransactionOutcome>(row.GetString(3), ignoreCase: true))
        {
            ReceivedAt = row.Time(4),
            Kind = row.Text(5),
            Currency = row.Text(6),
            Gross = row.IsDBNull(7) ? null : row.GetDecimal(7),
            Reason = row.Text(8),
            PostedAt = row.Time(9),
            ReversedAt = row.Time(10),
            OverdueAt = row.Time(11),
            Difference = row.Text(12),
        };
}
