using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class One_poison_item_among_five_hundred
{
    [TestCase(0)]
    [TestCase(249)]
    [TestCase(499)]
    public async Task is_found_by_halving_and_all_others_are_done(int place)
    {
        await using var office = await PostOffice.Open("one-in-500");
        var tries = new Tries($"sale-{place}");
        var sender = await office.Start(Queues.Ingestion);
        await office.Start(
            Queues.Transformation,
            reads => reads.Read<Halving, SourceTransactionsReceived, ReceivedTransaction>(Queues.Transformation),
            change: services => services.AddSingleton(tries)
        );

        await sender.Send(Say.Received([.. Enumerable.Range(0, 500).Select(number => $"sale-{number}")]));
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_transformation.seen"), Is.EqualTo(499));

        Assert.That(await office.Read<long>("SELECT count(*) FROM test_transformation.set_aside"), Is.EqualTo(1));
        Assert.That(await office.Read<string>("SELECT item #>> '{Transaction,Id}' FROM test_transformation.set_aside"), Is.EqualTo(tries.Poison));
        // Each size from 500 down to 1 fails once: 500, 250, 125, 63, 32, 16, 8, 4, 2, 1.
        Assert.That(tries.Failed, Is.LessThanOrEqualTo(10), "log2(500) + 1");
    }

    sealed class Tries(string poison)
    {
        int failed;

        public string Poison => poison;
        public int Failed => failed;

        public void Fail() => Interlocked.Increment(ref failed);
    }

    sealed class Halving(Session session, Outbox outbox, Tries tries, ILogger<Halving> log)
        : EnvelopeConsumer<SourceTransactionsReceived, ReceivedTransaction>(session, outbox, log)
    {
        protected override async Task Handle(string organisation, IReadOnlyList<ReceivedTransaction> items, CancellationToken stop)
        {
            if (items.Any(item => item.Transaction.Id == tries.Poison))
            {
                tries.Fail();
                throw new InvalidDataException("Nobody can read that.");
            }
            foreach (var item in items)
                await Seen.Write(Session, "received", organisation, $"\"{item.Transaction.Id}\"", stop);
        }
    }
}
