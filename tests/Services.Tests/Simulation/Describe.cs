using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The steps of a world in a few words.</summary>
static class Describe
{
    public static string Message(Delivery delivery) => $"{What(delivery.Message)} #{delivery.MessageId.ToString("N")[..8].TrimStart('0')}";

    public static string Origin(EntryOrigin origin) => $"{origin.TransactionId} revision {origin.Revision} {origin.Part}";

    public static string Outcome(WriteOutcome outcome) =>
        outcome is WriteOutcome.Created(var document) ? $"created {document.PlatformId}" : $"{outcome}";

    public static string Transactions(IEnumerable<SourceTransaction> transactions) =>
        string.Join(", ", transactions.Select(fact => FormattableString.Invariant($"{fact.Id} revision {fact.Revision} ({fact.Kind} {fact.Gross})")));

    static string What(object message) =>
        message switch
        {
            SourceTransactionsReceived it => $"received {Each(it.Items, item => $"{item.Transaction.Id} revision {item.Transaction.Revision}")}",
            SourceTransactionsHeld it => $"held {Each(it.Items, item => $"{item.Id} revision {item.Revision}")}",
            SourceTransactionsSuperseded it => $"superseded {Each(it.Items, item => $"{item.Id} revision {item.Revision} by {item.ByRevision}")}",
            PostJournalEntries it => $"to post {Each(it.Items, item => Entry(item.Entry))}",
            ReverseJournalEntries it => $"to reverse {Each(it.Items, item => item.Reason)}",
            JournalEntriesPosted it => $"posted {Each(it.Items, item => Entry(item.Entry))}",
            JournalEntriesRejected it => $"rejected {Each(it.Items, item => $"{item.TransactionId} revision {item.Revision}: {item.Reason}")}",
            PlatformEntriesWritten it => $"written {Each(it.Items, item => $"{item.Key} as {item.PlatformId}")}",
            PlatformEntriesRefused it => $"refused {Each(it.Items, item => PlatformKey.For(item.EntryId))}",
            PushOutcomeUnknown it => $"outcome unknown of push {Push(it.PushId)}",
            LookUpPush it => $"to look up push {Push(it.PushId)}, attempt {it.Attempt}",
            PushFound it => $"found push {Push(it.PushId)} as {it.PlatformId}",
            PushNotFound it => $"not found push {Push(it.PushId)}",
            PushLookUpFailed it => $"look-up {it.Attempt} failed of push {Push(it.PushId)}",
            RetryPush it => $"to send again push {Push(it.PushId)}",
            ParkPush it => $"to park push {Push(it.PushId)}",
            Receipt it => $"{it.MessageIds.Count} receipts of {it.Queue}",
            _ => message.GetType().Name,
        };

    static string Each<T>(IReadOnlyList<T> items, Func<T, string> words) => string.Join(", ", items.Select(words));

    static string Entry(JournalEntryData entry) => $"{entry.TransactionId} revision {entry.Revision} {entry.Part} ({PlatformKey.For(entry.EntryId)})";

    static string Push(Guid id) => id.ToString("N")[..6];
}
