using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AccountingSync.Messaging;

/// <summary>Messages that this process has just committed. They are published straight from memory, so that their rows need be neither
/// read nor marked when all goes well: a row is written as due after <see cref="Grace"/>, and its receipts come long before that. Whatever a
/// crash, a broker or a full channel keeps from going this way is found by <see cref="OutboxDispatcher"/> when the grace is over.</summary>
public sealed class FreshMessages(MessagingOptions options, TimeProvider time)
{
    /// <summary>How long a row counts on its publication from memory before it is published from the table.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A message that is confirmed and not received everywhere by then is marked as published in the table, within the grace.</summary>
    static readonly TimeSpan ReceiptsExpected = TimeSpan.FromSeconds(2);

    const int MaxWaiting = 1_000;

    readonly Channel<OutboxRow> waiting = Channel.CreateBounded<OutboxRow>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    readonly ConcurrentDictionary<Guid, Confirmed> unreceived = new();

    sealed record Confirmed(int Queues, DateTimeOffset At);

    internal MessagingOptions Options => options;

    /// <summary>Whether a message that is committed now will probably be published at once.</summary>
    internal bool Open { get; set; }

    internal bool HasRoom => Open && waiting.Reader.Count < MaxWaiting / 2;

    internal ChannelReader<OutboxRow> Reader => waiting.Reader;

    internal void Offer(OutboxRow row) => waiting.Writer.TryWrite(row);

    internal void NoteConfirmed(OutboxRow row) => unreceived[row.MessageId] = new Confirmed(row.Awaiting.Length, time.GetUtcNow());

    internal void NoteReceived(IEnumerable<Guid> messageIds)
    {
        foreach (var id in messageIds)
        {
            if (!unreceived.TryGetValue(id, out var confirmed))
                continue;
            if (confirmed.Queues <= 1)
                unreceived.TryRemove(id, out _);
            else
                unreceived.TryUpdate(id, confirmed with { Queues = confirmed.Queues - 1 }, confirmed);
        }
    }

    /// <summary>Those whose receipts are slow, each once.</summary>
    internal Guid[] TakeUnreceived()
    {
        var before = time.GetUtcNow() - ReceiptsExpected;
        return [.. unreceived.Where(pair => pair.Value.At <= before).Select(pair => pair.Key).Where(id => unreceived.TryRemove(id, out _))];
    }
}
