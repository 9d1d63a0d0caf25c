using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Report;

/// <summary>Received is posted + held + rejected + superseded + waiting.</summary>
/// <param name="Reversals">Entries that were taken back.</param>
/// <param name="OpenDiscrepancies">How many of each type.</param>
public sealed record Summary(
    long Received,
    long Posted,
    long Held,
    long Rejected,
    long Superseded,
    long Waiting,
    long Reversals,
    IReadOnlyList<PlatformSummary> Platform,
    long DiscrepanciesOpen,
    IReadOnlyDictionary<string, long> OpenDiscrepancies
);

static class SummaryQuery
{
    public static async Task<Summary> Read(Session session, DateTimeOffset settledBefore, CancellationToken stop)
    {
        var platform = await PlatformSummaryQuery.Read(session, settledBefore, stop);
        var open = await DiscrepancyStore.OpenByType(session, stop);
        await using var command = session.Command(
            """
            SELECT count(*), count(*) FILTER (WHERE outcome = 'posted'), count(*) FILTER (WHERE outcome = 'held'),
                   count(*) FILTER (WHERE outcome = 'rejected'), count(*) FILTER (WHERE outcome = 'superseded'),
                   count(*) FILTER (WHERE outcome = 'received'), count(reversed_at)
            FROM reconciliation.transactions WHERE received_at IS NOT NULL
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new Summary(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            platform,
            open.Values.Sum(),
            open.OrderBy(pair => pair.Key).ToDictionary(pair => DiscrepancyTypes.Name(pair.Key), pair => pair.Value)
        );
    }
}
