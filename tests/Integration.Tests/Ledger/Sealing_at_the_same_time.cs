using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AccountingSync.Integration.Tests.Ledger;

public sealed class Sealing_at_the_same_time
{
    [Test]
    public async Task by_several_instances_makes_one_chain()
    {
        await using var books = await Books.Open("sealing");
        var database = books.Service.Services.GetRequiredService<NpgsqlDataSource>();
        var sealers = Enumerable
            .Range(0, 6)
            .Select(_ => new Sealer(database, TimeProvider.System, NullLogger<Sealer>.Instance))
            .Append(books.Service.Worker<Sealer>())
            .ToArray();

        for (var round = 0; round < 5; round++)
        {
            await books.Post("shop", [.. Enumerable.Range(0, 20).Select(i => Books.Entry("shop", $"sale-{round}-{i}"))]);
            await books.Settled();
            await Task.WhenAll(sealers.Select(sealer => sealer.SealAll("shop", CancellationToken.None)));
        }

        await books.Post("shop", Books.Entry("shop", "one-more"));
        await books.Settled();
        var before = await AuditVerification.Verify(database, "shop", CancellationToken.None);
        await sealers[0].SealAll("shop", CancellationToken.None);
        var report = await AuditVerification.Verify(database, "shop", CancellationToken.None);
        // The worker's own turn may have come in between.
        Assert.That(before.EntriesSealed + before.EntriesNotSealedYet, Is.EqualTo(101));
        Assert.That(report.Problem, Is.Null);
        Assert.That((report.EntriesSealed, report.EntriesNotSealedYet), Is.EqualTo((101, 0)));
    }

    [Test]
    public async Task goes_on_for_the_others_when_one_organisations_books_are_damaged()
    {
        await using var books = await Books.Open("damaged");
        await books.Post("damaged", Books.Entry("damaged", "sale-1"));
        await books.Settled();
        await books.Office.Do(
            """
            ALTER TABLE ledger.entries DISABLE TRIGGER append_only;
            ALTER TABLE ledger.seals DISABLE TRIGGER append_only;
            ALTER TABLE ledger.entries DROP CONSTRAINT balanced;
            DELETE FROM ledger.seals;
            UPDATE ledger.entries SET amounts = ARRAY[10, -9];
            """
        );
        await books.Post("whole", Books.Entry("whole", "sale-1"));
        await books.Settled();

        // The worker's own turn, not one that the test asks for: it must survive the damage.
        await Eventually.That(
            () => books.Office.Read<long>("SELECT count(*) FROM ledger.seals WHERE organisation = 'whole'"),
            Is.EqualTo(1),
            "The seal of the whole books"
        );
    }
}
