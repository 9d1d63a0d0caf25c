using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>The statement on revisions that were held until a later one came.</summary>
static class OvertakenStore
{
    /// <summary>They wait for nothing any more: takes them out of the index of what is overdue, so that runs do not find them again and again. Waits for nobody,
    /// since others may write to the same rows meanwhile; what it passes over is left to the next run.</summary>
    /// <param name="overdueBefore">Only what was to be told by then.</param>
    /// <param name="limit">Largest number of revisions.</param>
    public static async Task TakeOut(Session session, DateTimeOffset overdueBefore, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE reconciliation.source_transactions AS known
            SET overdue_at = NULL
            FROM (SELECT this.organisation, this.source, this.id, this.revision FROM reconciliation.source_transactions this
                  WHERE this.outcome = 'held' AND this.overdue_at <= $1 AND EXISTS (
                      SELECT FROM reconciliation.source_transactions later
                      WHERE later.organisation = this.organisation AND later.source = this.source AND later.id = this.id
                        AND later.revision > this.revision AND later.outcome <> 'received')
                  ORDER BY this.overdue_at
                  LIMIT $2
                  FOR UPDATE OF this SKIP LOCKED) AS overtaken
            WHERE known.organisation = overtaken.organisation AND known.source = overtaken.source AND known.id = overtaken.id
              AND known.revision = overtaken.revision
            """
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = overdueBefore.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await command.ExecuteNonQueryAsync(stop);
    }
}
