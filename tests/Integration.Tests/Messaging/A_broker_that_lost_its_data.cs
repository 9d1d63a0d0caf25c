using AccountingSync.Contracts;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;

namespace AccountingSync.Integration.Tests.Messaging;

[Parallelizable]
public sealed class A_broker_that_lost_its_data
{
    [Test]
    public async Task gets_everything_again_that_was_not_consumed_and_nothing_else()
    {
        await using var server = await RabbitServer.StartAsync(TestServers.RabbitIn("forgetful-rabbitmq"));
        await using var office = await PostOffice.Open("forgetful", server);
        var sender = await office.Start(Queues.Ingestion);
        await office.Start(Queues.Transformation, Reading(Queues.Transformation));
        await sender.Send([.. Enumerable.Range(0, 50).Select(number => Say.Received($"sale-{number}"))]);
        await Eventually.That(() => Outbox(office, "published = 1 AND awaiting = ARRAY['reconciliation']"), Is.EqualTo(50), "Half of the receipts");

        await server.WipeDataAndRestartAsync();

        await sender.Send(Say.Received("afterwards"));
        await office.Start(Queues.Reconciliation, Reading(Queues.Reconciliation));
        await Eventually.That(() => Outbox(office, "true"), Is.Zero, "An empty outbox");
        Assert.That(await Done(office, "test_transformation"), Is.EqualTo((51L, 51L)));
        Assert.That(await Done(office, "test_reconciliation"), Is.EqualTo((51L, 51L)));
    }

    static Action<MessagingSetup> Reading(string queue) =>
        reads => reads.Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(queue);

    static Task<long> Outbox(PostOffice office, string condition) =>
        office.Read<long>($"SELECT count(*) FROM test_ingestion.outbox WHERE {condition}");

    static async Task<(long Rows, long Different)> Done(PostOffice office, string schema) =>
        (
            await office.Read<long>($"SELECT count(*) FROM {schema}.seen"),
            await office.Read<long>($"SELECT count(DISTINCT item -> 'Transaction' ->> 'Id') FROM {schema}.seen")
        );
}
