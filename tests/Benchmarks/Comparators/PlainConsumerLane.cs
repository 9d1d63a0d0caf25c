using MassTransit;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary><see cref="PlainConsumer"/> with MassTransit's own defaults.</summary>
static class PlainConsumerLane
{
    public static Task Run(BenchRun run, CancellationToken stop) =>
        new HopLane(
            run,
            new Hop("plain_consumer", MaxOnTheWay: 1_000, PublishedTogether: 50)
            {
                AddConsumer = bus => bus.AddConsumer<PlainConsumer>(),
                Receive = (endpoint, context) => endpoint.ConfigureConsumer<PlainConsumer>(context),
            }
        ).Run(stop);
}
