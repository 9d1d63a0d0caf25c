using MassTransit;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary><see cref="BatchConsumer"/>, tuned as MassTransit's manual advises for one queue.</summary>
static class BatchConsumerLane
{
    const int MessagesPerBatch = 200;
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(5);

    /// <summary>One batch is stored while the next one gathers.</summary>
    const int BatchesAtOnce = 2;

    public static Task Run(BenchRun run, CancellationToken stop) =>
        new HopLane(
            run,
            new Hop("batch_consumer", MaxOnTheWay: 4_000, PublishedTogether: MessagesPerBatch)
            {
                AddConsumer = bus =>
                    bus.AddConsumer<BatchConsumer>(consumer =>
                        consumer.Options<BatchOptions>(options =>
                            options.SetMessageLimit(MessagesPerBatch).SetTimeLimit(Gather).SetConcurrencyLimit(BatchesAtOnce)
                        )
                    ),
                Receive = (endpoint, context) =>
                {
                    // With fewer than a batch in flight, each batch would wait for its time limit.
                    endpoint.PrefetchCount = 2 * BatchesAtOnce * MessagesPerBatch;
                    endpoint.ConfigureConsumer<BatchConsumer>(context);
                },
            }
        ).Run(stop);
}
