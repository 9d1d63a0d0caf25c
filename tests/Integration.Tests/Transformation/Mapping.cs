using System.Net.Http.Json;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using AccountingSync.Security;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>A running Transformation service with somebody who sends to it and somebody who hears what it decides.</summary>
sealed class Mapping(PostOffice office, string keyRing) : IAsyncDisposable
{
    TestService sender = null!;

    public PostOffice Office => office;
    public string KeyRing => keyRing;
    public RunningService Service { get; private set; } = null!;

    public static async Task<Mapping> Open(string name)
    {
        var office = await PostOffice.Open(name);
        var keyRing = Path.Combine(TestServers.DirectoryFor(name), "key-ring.json");
        KeyRingFile.Create(keyRing);
        var mapping = new Mapping(office, keyRing);
        await mapping.Start();
        await Witnesses.Of(office);
        mapping.sender = await office.Start(Queues.Ingestion);
        return mapping;
    }

    public async Task Start() =>
        Service = await office.Start(
            typeof(RuleBooks),
            "transformation",
            "transformation",
            new Dictionary<string, string> { ["KeyRing:File"] = keyRing, ["RabbitMq:Concurrency"] = "8" }
        );

    public Task Stop() => office.Stop(Service);

    public async Task<HttpResponseMessage> Publish(string organisation, string content) =>
        await Service.Internal.PostAsJsonAsync(
            $"rule-sets?organisation={organisation}",
            new RuleSetToPublish(content, "retail.yaml", "test"),
            Json.Snake
        );

    public async Task PublishRetail(string organisation)
    {
        using var answer = await Publish(organisation, ShippedRuleSets.Text(ShippedRuleSets.Retail));
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    public Task Send(string organisation, params ReceivedTransaction[] items) =>
        sender.Send(new SourceTransactionsReceived { Organisation = organisation, Items = items });

    /// <summary>Each in an envelope of its own, in one commit.</summary>
    public Task SendApart(string organisation, params ReceivedTransaction[] items) =>
        sender.Send([.. items.Select(item => new SourceTransactionsReceived { Organisation = organisation, Items = [item] })]);

    /// <summary>Until all that was sent has been decided, and the decisions were heard.</summary>
    public async Task Settled()
    {
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_ingestion.outbox"), Is.Zero, "The receipts of what was sent");
        await Eventually.That(
            () => office.Read<long>("SELECT count(*) FROM transformation.outbox WHERE message_type <> 'SourceTransactionsReceived'"),
            Is.Zero,
            "The receipts of the decisions"
        );
    }

    /// <summary>Revisions whose entry stands: posted and not taken back.</summary>
    public Task<string[]> Standing(string organisation) =>
        office.Read<string[]>(
            $"""
            SELECT coalesce(array_agg(item -> 'Entry' ->> 'TransactionId' || ' ' || (item -> 'Entry' ->> 'Revision') || ' ' || (item -> 'Entry' -> 'Lines' -> 0 ->> 'Amount')), ARRAY[]::text[])
            FROM test_ledger_writer.seen posted
            WHERE message = 'PostJournalEntries' AND organisation = '{organisation}' AND NOT EXISTS (
                SELECT FROM test_ledger_writer.seen reversed
                WHERE reversed.message = 'ReverseJournalEntries' AND reversed.item ->> 'EntryId' = posted.item -> 'Entry' ->> 'EntryId')
            """
        );

    public Task<long> Heard(string message, string organisation) =>
        office.Read<long>(
            $"""
            SELECT (SELECT count(*) FROM test_ledger_writer.seen WHERE message = '{message}' AND organisation = '{organisation}')
                 + (SELECT count(*) FROM test_reconciliation.seen WHERE message = '{message}' AND organisation = '{organisation}')
            """
        );

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
