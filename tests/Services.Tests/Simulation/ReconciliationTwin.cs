using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Collects what each side says, in whatever order it comes. Models the statements of <c>SourceTransactionStore</c>,
/// <c>LedgerEntryStore</c>, <c>PlatformEntryStore</c> and <c>ConnectionStore</c>: of two words the same one wins whichever came first.</summary>
sealed class ReconciliationTwin(World world) : ServiceTwin(world, "reconciliation")
{
    readonly Table<TransactionKey, SourceRow> transactions = new(world.TablesOf("reconciliation"));
    readonly Table<Guid, EntrySide> entries = new(world.TablesOf("reconciliation"));
    readonly Table<(Guid EntryId, string Connection, string PlatformId), WrittenEntry> written = new(world.TablesOf("reconciliation"));
    readonly Table<(Guid EntryId, string Connection), RefusedEntry> refusals = new(world.TablesOf("reconciliation"));
    readonly Table<(string Connection, string PlatformId), ChangedEntry> changes = new(world.TablesOf("reconciliation"));
    readonly Table<string, ConnectionState> connections = new(world.TablesOf("reconciliation"));

    readonly Table<(Guid EntryId, string Connection), WithinSummary> summarised = new(world.TablesOf("reconciliation"));

    /// <summary>Of summaries: the only connection that gets them.</summary>
    readonly Table<Guid, string> onlyAt = new(world.TablesOf("reconciliation"));

    public Agreement Compare() =>
        new(
            World.Now,
            transactions.ByKey,
            entries.ByKey,
            [.. written.Rows],
            refusals.ByKey,
            [.. changes.Rows],
            [.. connections.Rows],
            summarised.ByKey,
            onlyAt.ByKey
        );

    protected override void Handle(object message)
    {
        switch (message)
        {
            case SourceTransactionsReceived received:
                foreach (var item in received.Items)
                    Note(
                        item.Transaction.Source,
                        item.Transaction.Id,
                        item.Transaction.Revision,
                        row => row with { ReceivedAt = Least(row.ReceivedAt, item.ReceivedAt) }
                    );
                break;
            case SourceTransactionsHeld held:
                foreach (var item in held.Items)
                    Note(
                        item.Source,
                        item.Id,
                        item.Revision,
                        row =>
                            item.HeldAt >= row.HeldAt || row.HeldAt is null
                                ? row with
                                {
                                    HeldAt = item.HeldAt,
                                    HeldReason = item.Reason,
                                    OverdueAt = item.OverdueAt,
                                }
                                : row
                    );
                break;
            case GivenBackCompared compared:
                foreach (var item in compared.Items)
                    Note(
                        item.Source,
                        item.Id,
                        item.Revision,
                        row =>
                            item.ComparedAt > row.ComparedAt || row.ComparedAt is null
                                ? row with
                                {
                                    ComparedAt = item.ComparedAt,
                                    Difference = item.Difference,
                                }
                                : row
                    );
                break;
            case SourceTransactionsSuperseded superseded:
                foreach (var item in superseded.Items)
                    Note(item.Source, item.Id, item.Revision, row => row with { SupersededBy = Math.Max(row.SupersededBy ?? 0, item.ByRevision) });
                break;
            case JournalEntriesRejected rejected:
                foreach (var item in rejected.Items)
                    Note(item.Source, item.TransactionId, item.Revision, row => row with { RejectedReason = item.Reason });
                break;
            case JournalEntriesPosted posted:
                foreach (var item in posted.Items)
                    Posted(item);
                break;
            case PlatformEntriesWritten there:
                foreach (var item in there.Items)
                    if (!(written.Find((item.EntryId, item.Connection, item.PlatformId))?.WrittenAt > item.WrittenAt))
                        written.Put((item.EntryId, item.Connection, item.PlatformId), item);
                break;
            case PlatformEntriesRefused refused:
                foreach (var item in refused.Items)
                    refusals.Put((item.EntryId, item.Connection), item);
                break;
            case PlatformEntriesChanged changed:
                foreach (var item in changed.Items)
                    changes.Put((item.Connection, item.PlatformId), item);
                break;
            case PlatformConnectionsChanged changed:
                foreach (var item in changed.Items)
                    connections.Put(item.Connection, item);
                break;
            case EntriesSummarised summed:
                foreach (var item in summed.Items)
                    Summarised(item);
                break;
            case SummariesMade summaries:
                foreach (var item in summaries.Items)
                    Made(item);
                break;
            case PayoutsAsserted:
                // Whether clearing comes to zero is asked of the ledger later, and has tests of its own.
                break;
            default:
                throw new InvalidOperationException($"Reconciliation collects no {message.GetType().Name}.");
        }
    }

    /// <summary>That one is made is known for good; otherwise the latest time counts.</summary>
    void Summarised(SummarisedEntry item)
    {
        var key = (item.EntryId, item.Connection);
        var known = summarised.Find(key);
        if (known is null || known.SummaryId is null && (item.SummaryId is not null || item.DueAt > known.DueAt))
            summarised.Put(key, new WithinSummary(item.SummaryId, known?.DueAt > item.DueAt ? known.DueAt : item.DueAt));
    }

    void Made(MadeSummary item)
    {
        onlyAt.Insert(item.SummaryId, item.Connection);
        entries.Insert(
            item.SummaryId,
            new EntrySide(item.SummaryId, item.Source, item.Name, item.Number, "entry", item.Date, Totals.WithoutZeros(item.Totals), item.MadeAt)
        );
    }

    void Posted(PostedEntry item)
    {
        var entry = item.Entry;
        entries.Insert(
            entry.EntryId,
            new EntrySide(
                entry.EntryId,
                entry.Source,
                entry.TransactionId,
                entry.Revision,
                entry.Part,
                entry.Date,
                Totals.OfDebits(entry.Lines.Select(line => (line.Currency, line.Amount))),
                item.PostedAt
            )
        );
        Note(
            entry.Source,
            entry.TransactionId,
            entry.Revision,
            row =>
                entry.Part == "entry"
                    ? row with
                    {
                        PostedAt = Least(row.PostedAt, item.PostedAt),
                    }
                    : row with
                    {
                        ReversedAt = Least(row.ReversedAt, item.PostedAt),
                    }
        );
    }

    void Note(string source, string id, int revision, Func<SourceRow, SourceRow> change)
    {
        var key = new TransactionKey(source, id, revision);
        transactions.Put(key, change(transactions.Find(key) ?? new SourceRow()));
    }

    static DateTimeOffset Least(DateTimeOffset? known, DateTimeOffset said) => known < said ? known.Value : said;
}

/// <summary>A row of <c>reconciliation.source_transactions</c>.</summary>
sealed record SourceRow
{
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? HeldAt { get; init; }
    public string? HeldReason { get; init; }
    public DateTimeOffset? OverdueAt { get; init; }
    public DateTimeOffset? ComparedAt { get; init; }
    public string? Difference { get; init; }
    public int? SupersededBy { get; init; }
    public string? RejectedReason { get; init; }
    public DateTimeOffset? PostedAt { get; init; }
    public DateTimeOffset? ReversedAt { get; init; }

    /// <summary>As the table's generated column.</summary>
    public TransactionOutcome Outcome =>
        PostedAt is not null ? TransactionOutcome.Posted
        : SupersededBy is not null ? TransactionOutcome.Superseded
        : RejectedReason is not null ? TransactionOutcome.Rejected
        : HeldAt is not null ? TransactionOutcome.Held
        : TransactionOutcome.Received;
}
