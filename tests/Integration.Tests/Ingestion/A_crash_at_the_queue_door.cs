using System.Text;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class A_crash_at_the_queue_door
{
    const string Door = "accountingsync.inbound";

    [TestCase("accept.before-commit", 0)]
    [TestCase("accept.committed", 1)]
    public async Task delivers_again_and_doubles_nothing(string failpoint, int duplicates)
    {
        await using var shop = await Shop.Open("crash");
        await using var connection = await shop.Office.Connect();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await Eventually.That(async () => (await channel.QueueDeclareAsync(Door, true, false, false)).ConsumerCount, Is.EqualTo(1u), "The door");
        await shop.Stop();
        await channel.BasicPublishAsync(
            Door,
            "shop.till",
            mandatory: true,
            new BasicProperties { Persistent = true },
            Encoding.UTF8.GetBytes(Sale.Json("crash"))
        );

        await using (var doomed = await ChildProcess.StartAsync(shop.Process(failpoint, out _)))
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await shop.Start();

        await Eventually.That(async () => await Total(shop), Is.EqualTo(1 + duplicates), "The second delivery");
        await Eventually.That(() => channel.MessageCountAsync(Door), Is.Zero);
        Assert.That((await shop.Counts())["accepted"], Is.EqualTo(1));
        Assert.That((await shop.Counts())["duplicates"], Is.EqualTo(duplicates));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.outbox"), Is.EqualTo(1));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.events"), Is.EqualTo(1));
    }

    static async Task<long> Total(Shop shop)
    {
        var counts = await shop.Counts();
        return counts["accepted"] + counts["duplicates"];
    }
}
