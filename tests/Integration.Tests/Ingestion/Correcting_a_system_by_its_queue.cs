using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Integration.Tests.Messaging;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class Correcting_a_system_by_its_queue
{
    CorrectedSources sources = null!;

    [SetUp]
    public async Task Open() => sources = await CorrectedSources.Open("corrections-queue");

    [TearDown]
    public async Task Close() => await sources.DisposeAsync();

    [Test]
    public async Task is_told_until_it_answers_and_the_first_answer_counts()
    {
        await sources.Shop.Connect(new NewConnection(Shop.Organisation, "till", "queue", null, new ConnectionSecrets([], null)));
        await using var connection = await sources.Shop.Office.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var asked = CorrectedSources.Ask("sale-1", to: "kitchen") with { Source = "till", Field = "category" };
        await sources.Asker.Send(asked);
        await Eventually.That(() => sources.Count("correction_attempts", "outcome = 'unavailable'"), Is.GreaterThan(0), "Nobody listens yet");

        await channel.QueueDeclareAsync("till-corrections", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("till-corrections", ToldByQueue.Exchange, $"{Shop.Organisation}.till");
        await Eventually.That(() => channel.MessageCountAsync("till-corrections"), Is.GreaterThan(0u), "It is told");
        var told = (await channel.BasicGetAsync("till-corrections", autoAck: true))!;
        var body = JsonDocument.Parse(told.Body).RootElement;
        Assert.That(body.GetProperty("id").GetGuid(), Is.EqualTo(asked.CorrectionId));
        Assert.That((body.GetProperty("field").GetString(), body.GetProperty("to").GetString()), Is.EqualTo(("category", "kitchen")));
        Assert.That(told.BasicProperties.MessageId, Is.EqualTo(asked.CorrectionId.ToString()));

        var answer = Encoding.UTF8.GetBytes($$"""{"id":"{{asked.CorrectionId}}","outcome":"corrected"}""");
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.other-till", answer);
        await Eventually.That(() => channel.MessageCountAsync(CorrectionAnswersQueue.Name + ".rejected"), Is.EqualTo(1u), "Another's answer");
        Assert.That(await sources.Told("SourceCorrected"), Is.Zero);
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.till", answer);
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.till", answer);

        await Eventually.That(() => sources.Told("SourceCorrected"), Is.EqualTo(1));
        Assert.That(await sources.Count("corrections", "state = 'corrected'"), Is.EqualTo(1));
    }
}
