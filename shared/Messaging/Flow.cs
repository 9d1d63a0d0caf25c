using System.Collections.Frozen;
using AccountingSync.Contracts;

namespace AccountingSync.Messaging;

/// <summary>The queues of the system. One service reads each.</summary>
public static class Queues
{
    public const string Ingestion = "ingestion";
    public const string Transformation = "transformation";
    public const string LedgerWriter = "ledger-writer";
    public const string PlatformSync = "platform-sync";
    public const string PushOutcomes = "platform-sync-outcomes";
    public const string Reconciliation = "reconciliation";
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
        [typeof(FetchSourceObjects)] = [Queues.Ingestion],
        [typeof(PostJournalEntries)] = [Queues.LedgerWriter],
        [typeof(ReverseJournalEntries)] = [Queues.LedgerWriter],
        [typeof(JournalEntriesPosted)] = [Queues.PlatformSync, Queues.Reconciliation],
        [typeof(JournalEntriesRejected)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesWritten)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesRefused)] = [Queues.Reconciliation],
        [typeof(PlatformEntriesChanged)] = [Queues.Reconciliation],
        [typeof(PlatformConnectionsChanged)] = [Queues.Reconciliation],
        [typeof(PushOutcomeUnknown)] = [Queues.PushOutcomes],
        [typeof(PushFound)] = [Queues.PushOutcomes],
        [typeof(PushNotFound)] = [Queues.PushOutcomes],
        [typeof(PushLookUpFailed)] = [Queues.PushOutcomes],
        [typeof(LookUpPush)] = [Queues.PlatformSync],
        [typeof(RetryPush)] = [Queues.PlatformSync],
        [typeof(ParkPush)] = [Queues.PlatformSync],
    }.ToFrozenDictionary();

    public static IEnumerable<KeyValuePair<Type, string[]>> All => Routes;

    public static IEnumerable<string> AllQueues => Routes.Values.SelectMany(queues => queues).Distinct();

    /// <exception cref="InvalidOperationException">The message type is not in the list.</exception>
    public static string[] QueuesFor(Type message) =>
        Routes.TryGetValue(message, out var queues)
            ? queues
            : throw new InvalidOperationException($"{message.Name} is not in the flow. Add it to Flow.Routes with the queues that it goes to.");
}
