using System.Collections.Frozen;
using AccountingSync.Contracts;

namespace AccountingSync.Messaging;

/// <summary>The queues of the system. One service reads each.</summary>
public static class Queues
{
    public const string Ingestion = "ingestion";

    /// <summary>Attempts at sources, which may keep them waiting: nothing else may wait behind them.</summary>
    public const string SourceCorrections = "ingestion-corrections";
    public const string Transformation = "transformation";
    public const string LedgerWriter = "ledger-writer";
    public const string PlatformSync = "platform-sync";
    public const string PushOutcomes = "platform-sync-outcomes";
    public const string Reconciliation = "reconciliation";

    /// <summary>The queue's twin for what comes by the batch lane; the same service reads it.</summary>
    public static string Batch(string queue) => queue + "-batch";
}

/// <summary>Two ways through the same services: history must not stand in the way of what happens now.</summary>
public enum Lane
{
    Live,

    /// <summary>History by the million: large envelopes, one session at a time, and it yields to the live lane.</summary>
    Batch,
}

/// <summary>Where everything goes: the one list of which message is delivered to which queues.
/// A message that is not in the list cannot be sent.</summary>
public static class Flow
{
    static readonly FrozenDictionary<Type, string[]> Routes = new Dictionary<Type, string[]>
    {
        [typeof(SourceTransactionsReceived)] = [Queues.Transformation, Queues.Reconciliation],
        [typeof(SourceTransactionsHeld)] = [Queues.Reconciliation],
        [typeof(SourceTransactionsSuperseded)] = [Queues.Reconciliation],
        [typeof(PayoutsAsserted)] = [Queues.PlatformSync, Queues.Reconciliation],
        [typeof(BalancesTold)] = [Queues.Reconciliation],
        [typeof(MovementsTold)] = [Queues.Reconciliation],
        [typeof(TransactionsRefilled)] = [Queues.Reconciliation],
        [typeof(TellPostings)] = [Queues.LedgerWriter],
        [typeof(PostingsTold)] = [Queues.Reconciliation],
        [typeof(FetchSourceObjects)] = [Queues.Ingestion],
        [typeof(CorrectSource)] = [Queues.Ingestion],
        [typeof(SendSourceCorrection)] = [Queues.SourceCorrections],
        [typeof(SourceCorrected)] = [Queues.Reconciliation],
        [typeof(SourceCorrectionRefused)] = [Queues.Reconciliation],
        [typeof(BringOriginals)] = [Queues.Ingestion],
        [typeof(OriginalsBrought)] = [Queues.Transformation],
        [typeof(GivenBackCompared)] = [Queues.Reconciliation],
        [typeof(PostJournalEntries)] = [Queues.LedgerWriter],
        [typeof(ReverseJournalEntries)] = [Queues.LedgerWriter],
        [typeof(PostWaitingEntries)] = [Queues.LedgerWriter],
        [typeof(JournalEntriesPosted)] = [Queues.PlatformSync, Queues.Reconciliation],
        [typeof(JournalEntriesRejected)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesWritten)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesRefused)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesChanged)] = [Queues.Reconciliation],
        [typeof(PlatformConnectionsChanged)] = [Queues.Reconciliation],
        [typeof(PushesWaiting)] = [Queues.Reconciliation],
        [typeof(EntriesSummarised)] = [Queues.Reconciliation],
        [typeof(SummariesMade)] = [Queues.Reconciliation],
        [typeof(PushOutcomeUnknown)] = [Queues.PushOutcomes],
        [typeof(PushFound)] = [Queues.PushOutcomes],
        [typeof(PushNotFound)] = [Queues.PushOutcomes],
        [typeof(PushLookUpFailed)] = [Queues.PushOutcomes],
        [typeof(LookUpPush)] = [Queues.PlatformSync],
        [typeof(RetryPush)] = [Queues.PlatformSync],
        [typeof(ParkPush)] = [Queues.PlatformSync],
    }.ToFrozenDictionary();

    public static IEnumerable<KeyValuePair<Type, string[]>> All => Routes;

    /// <summary>What a transaction makes on its way to the books: with these the batch lane has queues of its own.</summary>
    static readonly FrozenDictionary<Type, string[]> BatchRoutes = new[]
    {
        typeof(SourceTransactionsReceived),
        typeof(SourceTransactionsHeld),
        typeof(SourceTransactionsSuperseded),
        // The question before it, BringOriginals, goes back up the way: on a batch queue it would wait for what waits for its answer.
        typeof(OriginalsBrought),
        typeof(PostJournalEntries),
        typeof(ReverseJournalEntries),
        typeof(JournalEntriesPosted),
        typeof(JournalEntriesRejected),
    }.ToFrozenDictionary(type => type, type => Routes[type].Select(Queues.Batch).ToArray());

    public static IEnumerable<string> AllQueues => Routes.Values.Concat(BatchRoutes.Values).SelectMany(queues => queues).Distinct();

    public static bool HasBatchLane(Type message) => BatchRoutes.ContainsKey(message);

    /// <summary>What has no batch lane goes by the live one.</summary>
    /// <exception cref="InvalidOperationException">The message type is not in the list.</exception>
    public static string[] QueuesFor(Type message, Lane lane = Lane.Live) =>
        lane == Lane.Batch && BatchRoutes.TryGetValue(message, out var batch) ? batch
        : Routes.TryGetValue(message, out var queues) ? queues
        : throw new InvalidOperationException($"{message.Name} is not in the flow. Add it to Flow.Routes with the queues that it goes to.");
}
