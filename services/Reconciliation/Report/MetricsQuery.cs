using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Report;

/// <summary>The operational figures of the last hours: reconciliation time, accuracy, latency.</summary>
public sealed record OperationalMetrics(
    DateTimeOffset Since,
    DateTimeOffset Until,
    ReconciliationTime Reconciliation,
    IReadOnlyList<PlatformAccuracy> Accuracy,
    Latency AcceptedToPosted,
    IReadOnlyList<PlatformLatency> AcceptedToPushed
);

/// <summary>How long comparing the sides took, and how long a discrepancy stood.</summary>
/// <param name="Rounds">Comparisons; several may share a run.</param>
/// <param name="MeanSeconds">Of a round; null when there was none.</param>
/// <param name="Resolution">From when a discrepancy was opened until it was none any more.</param>
public sealed record ReconciliationTime(
    long Runs,
    long Rounds,
    long EntriesCompared,
    DateTimeOffset? LastFinishedAt,
    double? MeanSeconds,
    double? LongestSeconds,
    long Found,
    long Resolved,
    long StillOpen,
    Latency Resolution
);

/// <summary>Counts over everything that the connection is to hold, not over the last hours alone.</summary>
/// <param name="Expected">Entries that are to be there by now.</param>
/// <param name="Correct">Of these, the ones that the platform holds as the ledger has them.</param>
/// <param name="Rate">From 0 to 1, rounded down at the sixth decimal; null when nothing is expected.</param>
public sealed record PlatformAccuracy(string Connection, string Platform, long Expected, long Correct, decimal? Rate);

/// <summary>In seconds; null when there is none.</summary>
public sealed record Latency(long Count, double? P50, double? P95, double? P99, double? Max);

/// <param name="Seconds">From acceptance until the platform said that it holds the entry.</param>
public sealed record PlatformLatency(string Connection, Latency Seconds);

static class MetricsQuery
{
    public const int DefaultHours = 24;
    public const int MaxHours = 24 * 31;

    /// <summary>Needs a column <c>took</c> in seconds. Clocks of two machines may differ by a little, so nothing is below zero.</summary>
    const string Percentiles = """
        count(*), percentile_cont(ARRAY[0.5, 0.95, 0.99, 1]) WITHIN GROUP (ORDER BY greatest(took, 0)::double precision)
        """;

    public static async Task<OperationalMetrics> Read(
        Session session,
        DateTimeOffset since,
        DateTimeOffset until,
        TimeSpan settle,
        CancellationToken stop
    ) =>
        new(
            since,
            until,
            await Runs(session, since, stop),
            [.. (await PlatformSummaryQuery.Read(session, until - settle, stop)).Where(platform => platform.Active).Select(AccuracyOf)],
            await Posted(session, since, stop),
            await Pushed(session, since, stop)
        );

    static PlatformAccuracy AccuracyOf(PlatformSummary platform)
    {
        var expected = platform.Expected - platform.Waiting;
        var correct = Math.Max(0, platform.Written - platform.Differing);
        return new PlatformAccuracy(platform.Connection, platform.Platform, expected, correct, Accuracy.Rate(expected, correct));
    }

    static async Task<ReconciliationTime> Runs(Session session, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = Since(
            session,
            since,
            $"""
            SELECT runs.*, (SELECT count(*) FROM reconciliation.discrepancies WHERE state = 'open'), resolved.*
            FROM (SELECT count(*), coalesce(sum(rounds), 0), coalesce(sum(entries), 0)::bigint, max(finished_at),
                         sum(seconds) / sum(rounds) FILTER (WHERE seconds IS NOT NULL), max(longest_seconds),
                         coalesce(sum(found), 0)::bigint, coalesce(sum(resolved), 0)::bigint
                  FROM reconciliation.runs WHERE finished_at >= $1) AS runs,
                 (SELECT {Percentiles}
                  FROM (SELECT extract(epoch FROM resolved_at - opened_at) AS took
                        FROM reconciliation.discrepancies WHERE resolved_at >= $1) AS each) AS resolved
            """
        );
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new ReconciliationTime(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            await row.IsDBNullAsync(3, stop) ? null : row.GetFieldValue<DateTimeOffset>(3),
            await row.IsDBNullAsync(4, stop) ? null : row.GetDouble(4),
            await row.IsDBNullAsync(5, stop) ? null : row.GetDouble(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.GetInt64(8),
            LatencyAt(row, 9)
        );
    }

    /// <summary>Without those that waited for a rule or a person.</summary>
    static async Task<Latency> Posted(Session session, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = Since(
            session,
            since,
            $"""
            SELECT {Percentiles}
            FROM (SELECT extract(epoch FROM posted_at - received_at) AS took
                  FROM reconciliation.source_transactions
                  WHERE received_at >= $1 AND posted_at IS NOT NULL AND held_at IS NULL) AS each
            """
        );
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return LatencyAt(row, 0);
    }

    /// <summary>Entries of transactions that were accepted in that time, without reversals and without those that were held.</summary>
    static async Task<IReadOnlyList<PlatformLatency>> Pushed(Session session, DateTimeOffset since, CancellationToken stop)
    {
        await using var command = Since(
            session,
            since,
            $"""
            SELECT connection, {Percentiles}
            FROM (SELECT written.connection, extract(epoch FROM written.written_at - received.received_at) AS took
                  FROM reconciliation.platform_entries written
                       JOIN reconciliation.ledger_entries entry ON entry.organisation = written.organisation AND entry.entry_id = written.entry_id
                       JOIN reconciliation.source_transactions received
                           ON received.organisation = entry.organisation AND received.source = entry.source
                              AND received.id = entry.transaction_id AND received.revision = entry.revision
                  WHERE written.written_at >= $1 AND received.received_at >= $1 AND received.held_at IS NULL AND entry.part = 'entry') AS each
            GROUP BY connection ORDER BY connection
            """
        );
        await using var row = await command.ExecuteReaderAsync(stop);
        var platforms = new List<PlatformLatency>();
        while (await row.ReadAsync(stop))
            platforms.Add(new PlatformLatency(row.GetString(0), LatencyAt(row, 1)));
        return platforms;
    }

    static NpgsqlCommand Since(Session session, DateTimeOffset since, string text)
    {
        var command = session.Command(text);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() });
        return command;
    }

    static Latency LatencyAt(NpgsqlDataReader row, int column) =>
        row.GetInt64(column) is var count
        && !row.IsDBNull(column + 1)
        && row.GetFieldValue<double[]>(column + 1) is [var p50, var p95, var p99, var max]
            ? new Latency(count, p50, p95, p99, max)
            : new Latency(count, null, null, null, null);
}
