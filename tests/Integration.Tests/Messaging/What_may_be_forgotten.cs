using AccountingSync.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class What_may_be_forgotten
{
    PostOffice office = null!;
    TestService service = null!;

    [SetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("forgotten");
        service = await office.Start(Queues.LedgerWriter);
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task is_what_was_consumed_or_given_back_two_weeks_ago()
    {
        await office.Do(
            """
            INSERT INTO test_ledger_writer.inbox (message_id, consumer_id, received_at)
            SELECT gen_random_uuid(), gen_random_uuid(), clock_timestamp() - days * interval '1 day' FROM unnest(ARRAY[13, 15, 100]) AS days;
            INSERT INTO test_ledger_writer.set_aside (id, organisation, queue, message_type, item, reason, set_aside_at, replayed_at)
            SELECT gen_random_uuid(), 'acme', 'ledger-writer', 'PostJournalEntries', '{}', reason, clock_timestamp() - interval '1 year', replayed_at
            FROM (VALUES ('never given back', NULL),
                         ('given back lately', clock_timestamp() - interval '13 days'),
                         ('given back long ago', clock_timestamp() - interval '15 days')) AS item (reason, replayed_at)
            """
        );

        await service.Services.GetServices<IHostedService>().OfType<Retention>().Single().ForgetOld(CancellationToken.None);

        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ledger_writer.inbox"), Is.EqualTo(1));
        Assert.That(
            await office.Read<string>("SELECT string_agg(reason, ', ' ORDER BY reason) FROM test_ledger_writer.set_aside"),
            Is.EqualTo("given back lately, never given back")
        );
    }
}
