using System.Threading.Channels;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Where all doors end. Requests that wait at the same time are merged into one commit per organisation: the longer a
/// commit takes, the more the next one carries, with no timer and no delay for a lone request.</summary>
sealed class TransactionAcceptor(AcceptBatch batch, Backlog backlog, ILogger<TransactionAcceptor> log) : BackgroundService
{
    const int MaxWaiting = 5_000;

    /// <summary>Of the raw payloads; what was read from them takes some times as much.</summary>
    const long MaxWaitingBytes = 32 * 1024 * 1024;
    const int MaxTransactionsPerCommit = 1_000;
    const int Workers = 2;

    readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait }
    );

    long waitingBytes;

    /// <summary>True when nothing more can be taken now: asked by the doors before they read a body.</summary>
    public bool IsFull => backlog.IsFull || Volatile.Read(ref waitingBytes) >= MaxWaitingBytes;

    sealed record Waiting(Submission Submission, TaskCompletionSource<IReadOnlyList<Acceptance>> Result)
    {
        public int Size => Math.Max(1, Submission.Transactions.Count);
    }

    /// <summary>False when too much waits already, here or in the services behind: the caller answers 429.</summary>
    public bool TrySubmit(Submission submission, out Task<IReadOnlyList<Acceptance>> result)
    {
        var request = new Waiting(submission, NewResult());
        result = request.Result.Task;
        if (IsFull || !waiting.Writer.TryWrite(request))
            return false;
        Hold(request);
        return true;
    }

    /// <summary>Waits for a place: for callers that can hold back their own source, like a queue.</summary>
    public async Task<IReadOnlyList<Acceptance>> Submit(Submission submission, CancellationToken stop)
    {
        var request = new Waiting(submission, NewResult());
        await waiting.Writer.WriteAsync(request, stop);
        Hold(request);
        return await request.Result.Task.WaitAsync(stop);
    }

    void Hold(Waiting request)
    {
        var bytes = request.Submission.Payload.Length;
        Interlocked.Add(ref waitingBytes, bytes);
        _ = request.Result.Task.ContinueWith(_ => Interlocked.Add(ref waitingBytes, -bytes), TaskScheduler.Default);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    async Task Work(CancellationToken stop)
    {
        while (await waiting.Reader.WaitToReadAsync(stop))
        {
            var requests = new List<Waiting>();
            var size = 0;
            while (size < MaxTransactionsPerCommit && waiting.Reader.TryRead(out var request))
            {
                requests.Add(request);
                size += request.Size;
            }
            foreach (var group in requests.GroupBy(request => request.Submission.Organisation))
                await Accept(group.Key, [.. group], stop);
        }
    }

    async Task Accept(string organisation, List<Waiting> requests, CancellationToken stop)
    {
        try
        {
            var results = await batch.Accept(organisation, [.. requests.Select(request => request.Submission)], Lane.Live, stop);
            for (var i = 0; i < requests.Count; i++)
                requests[i].Result.TrySetResult(results[i]);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && requests.Count > 1 && !DatabaseFaults.MayPass(fault))
        {
            // One request that the database will not take must not fail its neighbours.
            log.LogWarning(
                "A batch of {Count} requests of {Organisation} is accepted one by one: {Fault}",
                requests.Count,
                organisation,
                fault.Message
            );
            foreach (var request in requests)
                await Accept(organisation, [request], stop);
        }
        catch (Exception fault)
        {
            foreach (var request in requests)
                request.Result.TrySetException(fault);
        }
    }

    static TaskCompletionSource<IReadOnlyList<Acceptance>> NewResult() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
