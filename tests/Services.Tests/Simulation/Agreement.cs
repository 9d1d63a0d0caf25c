using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Reconciliation;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>What a run over everything finds: the domain's comparisons on the rows as <c>TransactionSides</c>, <c>PlatformSides</c>,
/// <c>CountQuery</c> and the views load them.</summary>
sealed class Agreement
{
    static readonly TimeSpan Settle = new ReconciliationOptions(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5)).Settle;

    public Agreement(
        DateTimeOffset now,
        IReadOnlyDictionary<TransactionKey, SourceRow> transactions,
        IReadOnlyDictionary<Guid, EntrySide> entries,
        IReadOnlyList<WrittenEntry> written,
        IReadOnlyDictionary<(Guid EntryId, string Connection), RefusedEntry> refusals,
        IReadOnlyList<ChangedEntry> changes,
        IReadOnlyList<ConnectionState> connections,
        IReadOnlyDictionary<(Guid EntryId, string Connection), WithinSummary> summarised,
        IReadOnlyDictionary<Guid, string> onlyAt
    )
    {
        var settledBefore = now - Settle;
        Transactions = transactions
            .Select(row => Side(row.Key, row.Value, transactions))
            .ToDictionary(side => new TransactionKey(side.Source, side.Id, side.Revision));
        Counts = Count(entries.Values);
        var places =
            from connection in connections
            from entry in entries.Keys.Union(written.Select(document => document.EntryId))
            where onlyAt.GetValueOrDefault(entry, connection.Connection) == connection.Connection
            select new EntryAtPlatform(
                new ConnectionSide(connection.Connection, connection.Active, connection.Since),
                entry,
                entries.GetValueOrDefault(entry),
                [.. Documents(entry, connection.Connection, written, changes)],
                refusals.GetValueOrDefault((entry, connection.Connection)) is { } refused ? new Refusal(refused.Reason, refused.RefusedAt) : null
            )
            {
                Within = summarised.GetValueOrDefault((entry, connection.Connection)),
                SumOfEntries = onlyAt.ContainsKey(entry) ? SumOf(entry, entries, summarised) : null,
            };
        Findings =
        [
            .. Transactions
                .Values.GroupBy(side => (side.Source, side.Id))
                .SelectMany(sides => SourceLedgerComparison.Compare([.. sides], settledBefore)),
            .. places.SelectMany(place => LedgerPlatformComparison.Compare(place, settledBefore)),
        ];
        if (Counts.Compare() is { } differing)
            Findings = [.. Findings, differing];
    }

    public IReadOnlyDictionary<TransactionKey, TransactionSide> Transactions { get; }
    public TransactionCounts Counts { get; }
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>As the view <c>reconciliation.transactions</c>: what was held no longer waits when a later revision was decided.</summary>
    static TransactionSide Side(TransactionKey key, SourceRow row, IReadOnlyDictionary<TransactionKey, SourceRow> all)
    {
        var overtaken =
            row.Outcome == TransactionOutcome.Held
            && all.Any(other =>
                other.Key.Source == key.Source
                && other.Key.Id == key.Id
                && other.Key.Revision > key.Revision
                && other.Value.Outcome != TransactionOutcome.Received
            );
        return new TransactionSide(key.Source, key.Id, key.Revision, overtaken ? TransactionOutcome.Superseded : row.Outcome)
        {
            ReceivedAt = row.ReceivedAt,
            Reason = row.RejectedReason ?? row.HeldReason,
            PostedAt = row.PostedAt,
            ReversedAt = row.ReversedAt,
            OverdueAt = row.OverdueAt,
            Difference = row.Difference,
        };
    }

    /// <summary>As the view <c>reconciliation.sums_of_entries</c>.</summary>
    static Dictionary<string, decimal> SumOf(
        Guid summary,
        IReadOnlyDictionary<Guid, EntrySide> entries,
        IReadOnlyDictionary<(Guid EntryId, string Connection), WithinSummary> summarised
    ) =>
        summarised
            .Where(row => row.Value.SummaryId == summary && entries.ContainsKey(row.Key.EntryId))
            .SelectMany(row => entries[row.Key.EntryId].Totals)
            .GroupBy(total => total.Key)
            .ToDictionary(totals => totals.Key, totals => totals.Sum(total => total.Value));

    TransactionCounts Count(IEnumerable<EntrySide> entries)
    {
        var received = Transactions.Values.Where(side => side.ReceivedAt is not null).ToList();
        long Of(TransactionOutcome outcome) => received.Count(side => side.Outcome == outcome);
        return new TransactionCounts(
            received.Count,
            entries.Count(entry =>
                entry.Part == "entry"
                && Transactions.GetValueOrDefault(new TransactionKey(entry.Source, entry.TransactionId, entry.Revision)) is { ReceivedAt: not null }
            ),
            Of(TransactionOutcome.Held),
            Of(TransactionOutcome.Rejected),
            Of(TransactionOutcome.Superseded),
            Of(TransactionOutcome.Received)
        );
    }

    /// <summary>As the view <c>reconciliation.documents</c>.</summary>
    static IEnumerable<DocumentSide> Documents(
        Guid entry,
        string connection,
        IReadOnlyList<WrittenEntry> written,
        IReadOnlyList<ChangedEntry> changes
    )
    {
        foreach (var document in written.Where(document => document.EntryId == entry && document.Connection == connection))
            yield return new DocumentSide(
                document.PlatformId,
                DocumentState.Written,
                Totals.WithoutZeros(document.Totals),
                document.WrittenAt,
                Detail: null
            );
        foreach (var change in changes.Where(change => change.EntryId == entry && change.Connection == connection))
            if (!written.Any(document => document.Connection == connection && document.PlatformId == change.PlatformId))
                yield return new DocumentSide(
                    change.PlatformId,
                    Enum.Parse<DocumentState>(change.Change, ignoreCase: true),
                    Totals: null,
                    WrittenAt: null,
                    change.Detail
                );
    }
}
