using System.Text;
using AccountingSync.Integration.Tests.Messaging;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A bad gateway gives one message id to different facts. What they are about tells them apart, not the id.</summary>
public sealed class Messages_that_share_an_id
{
    [Test]
    public async Task and_differ_are_all_taken_and_what_they_contradict_is_a_conflict()
    {
        await using var shop = await Shop.Open("shared-id");
        await using var connection = await shop.Office.Connect();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await Eventually.That(async () => (await channel.QueueDeclareAsync(Door, true, false, false)).ConsumerCount, Is.EqualTo(1u), "The door");

        foreach (var body in new[] { Sale.Json("a"), Sale.Json("b"), Sale.Json("a", "11.00") })
            await channel.BasicPublishAsync(
                Door,
                "shop.till",
                mandatory: true,
                new BasicProperties { Persistent = true, MessageId = "the-same" },
                Encoding.UTF8.GetBytes(body)
            );

        await Eventually.That(async () => (await shop.Counts())["conflicts"], Is.EqualTo(1), "The contradiction is news");
        await Eventually.That(async () => (await shop.Counts())["accepted"], Is.EqualTo(2));
    }

    const string Door = "accountingsync.inbound";
}
