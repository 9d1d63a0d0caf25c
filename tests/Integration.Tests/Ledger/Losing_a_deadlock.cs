using AccountingSync.Integration.Tests.Messaging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>A foreign session holds one entry's key and then asks for the other's, so that the two wait for each other; it is the
/// ledger's transaction that PostgreSQL ends.</summary>
public sealed class Losing_a_deadlock
{
    const int Deadlocks = 3;
    const int MostRounds = 9;

    [Test]
    public async Task again_and_again_is_tried_again_and_nobody_hears_of_it()
    {
        await using var books = await Books.Open("deadlock");
        var rounds = 0;
        // PostgreSQL looks for a deadlock once, a second after a session began to wait. On a full machine the other may ask later than that,
        // and the two wait for each other until one gives up; sessions also report to the statistics now and then, not at once.
        for (; rounds < Deadlocks || (rounds < MostRounds && await Counted() < Deadlocks); rounds++)
        {
            // The ledger inserts in the order of the ids.
            var pair = new[] { $"a-{rounds}", $"b-{rounds}" }
                .OrderBy(id => Books.Entry("shop", id).Entry.EntryId.ToString(), StringComparer.Ordinal)
                .ToList();
            var (first, second) = (pair[0], pair[1]);
            await using var other = await books.Office.Owner.OpenConnectionAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await Do(other, "SET LOCAL deadlock_timeout = '1min'");
            // The unique key of the second entry is taken, though nothing will come of it.
            await Do(other, Claim(second));
            await books.Post("shop", Books.Entry("shop", first), Books.Entry("shop", second));
            await Eventually.That(Waiting(books, "ledger_writer"), Is.GreaterThan(0), "The ledger waits for the other session");
            await Do(other, Claim(first));
            await transaction.RollbackAsync();
        }
        await books.Settled();

        await Eventually.That(Counted, Is.GreaterThanOrEqualTo(Deadlocks), "Three deadlocks");
        Assert.That(await books.Count("shop"), Is.EqualTo(2 * rounds));
        Assert.That(await books.Heard("JournalEntriesPosted", "shop"), Is.EqualTo(2 * rounds));
        Assert.That(await books.Reasons("shop"), Is.Empty);
        Assert.That(await books.Office.Read<long>("SELECT count(*) FROM ledger.set_aside"), Is.Zero);

        Task<long> Counted() => books.Office.Read<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    static Func<Task<long>> Waiting(Books books, string role) =>
        () =>
            books.Office.Read<long>(
                $"SELECT count(*) FROM pg_stat_activity WHERE usename = '{role}' AND datname = current_database() AND wait_event_type = 'Lock'"
            );

    static string Claim(string id)
    {
        var entry = Books.Entry("shop", id).Entry;
        return $"""
            INSERT INTO ledger.entries (id, organisation, source, transaction_id, revision, part, entry_date, description, rule_set, rule_version, rule,
                                        rule_hash, accounts, currencies, amounts, posted_at)
            VALUES ('{entry.EntryId}', 'shop', '{entry.Source}', '{id}', 1, 'entry', '2026-01-31', 'foreign', 'r', 1, 'r', 'r',
                    ARRAY['x', 'y'], ARRAY['USD', 'USD'], ARRAY[1, -1]::numeric[], now())
            """;
    }

    static async Task Do(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
