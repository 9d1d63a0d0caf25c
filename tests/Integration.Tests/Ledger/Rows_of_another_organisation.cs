using AccountingSync.Integration.Tests.Messaging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Ledger;

public sealed class Rows_of_another_organisation
{
    static readonly string[] Tables = ["ledger.entries", "ledger.lines", "ledger.seals", "ledger.waiting_reversals"];
    Books books = null!;
    NpgsqlDataSource ledgerWriter = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        books = await Books.Open("tenants");
        foreach (var organisation in new[] { "mine", "theirs" })
        {
            await books.Post(organisation, Books.Entry(organisation, "sale-1"));
            await books.Reverse(organisation, Books.Reversal(organisation, "not-there-yet"));
        }
        await books.Settled();
        foreach (var organisation in new[] { "mine", "theirs" })
            await books.Service.Worker<LedgerWriter.Audit.Sealer>().SealAll(organisation, CancellationToken.None);
        ledgerWriter = NpgsqlDataSource.Create(books.Office.Database.ConnectionStringFor(Books.Role, PostOffice.Password));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await ledgerWriter.DisposeAsync();
        await books.DisposeAsync();
    }

    [TestCaseSource(nameof(Tables))]
    public async Task are_invisible(string table)
    {
        Assert.That(await Count("SET LOCAL app.organisation = 'mine'", table, "true"), Is.GreaterThan(0));
        Assert.That(await Count("SET LOCAL app.organisation = 'mine'", table, Condition(table)), Is.Zero);
        Assert.That(await books.Office.Read<long>($"SELECT count(*) FROM {table} WHERE {Condition(table)}"), Is.GreaterThan(0), "they are there");
    }

    [TestCaseSource(nameof(Tables))]
    public async Task and_ones_own_are_invisible_to_a_session_that_acts_for_nobody(string table)
    {
        Assert.That(await Count("SELECT 1", table, "true"), Is.Zero, "never set");
        Assert.That(await Count("SET LOCAL app.organisation = ''", table, "true"), Is.Zero, "set to nothing");
    }

    [Test]
    public async Task stay_invisible_on_a_connection_that_had_acted_for_them()
    {
        await using var connection = await ledgerWriter.OpenConnectionAsync();
        await Run(connection, "BEGIN; SET LOCAL app.organisation = 'theirs'; COMMIT");

        await using var command = new NpgsqlCommand("SELECT count(*) FROM ledger.entries", connection);

        Assert.That(await command.ExecuteScalarAsync(), Is.Zero);
    }

    [TestCase(
        "INSERT INTO ledger.seals (organisation, number, first_seq, last_seq, entries, previous, hash, sealed_at) VALUES ('theirs', 99, 1, 1, 1, '', '', now())"
    )]
    [TestCase("INSERT INTO ledger.waiting_reversals (organisation, entry_id, reason, received_at) VALUES ('theirs', gen_random_uuid(), 'x', now())")]
    [TestCase(
        """
            INSERT INTO ledger.entries (id, organisation, source, transaction_id, revision, part, entry_date, description, rule_set, rule_version, rule,
                rule_hash, accounts, currencies, amounts, posted_at)
            VALUES (ledger.entry_id('theirs', 'front', 'x', 1, 'entry'), 'theirs', 'front', 'x', 1, 'entry', '2026-01-31', 'd', 'r', 1, 'r', 'h',
                ARRAY['a','b'], ARRAY['USD','USD'], ARRAY[1,-1], now())
            """
    )]
    public async Task cannot_be_written(string sql)
    {
        await using var connection = await ledgerWriter.OpenConnectionAsync();

        Assert.That(
            () => Run(connection, $"BEGIN; SET LOCAL app.organisation = 'mine'; {sql}; COMMIT"),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("42501")
        );
    }

    [Test]
    public async Task cannot_be_taken_away()
    {
        await using var connection = await ledgerWriter.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, "SET LOCAL app.organisation = 'mine'");
        await using var command = new NpgsqlCommand("DELETE FROM ledger.waiting_reversals WHERE organisation = 'theirs'", connection, transaction);

        Assert.That(await command.ExecuteNonQueryAsync(), Is.Zero);
    }

    static string Condition(string table) =>
        table == "ledger.lines" ? "entry_id IN (SELECT ledger.entry_id('theirs', 'front-shop', 'sale-1', 1, 'entry'))" : "organisation = 'theirs'";

    async Task<long> Count(string first, string table, string condition)
    {
        await using var connection = await ledgerWriter.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, first);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table} WHERE {condition}", connection, transaction);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
