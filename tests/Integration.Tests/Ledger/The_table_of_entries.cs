using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;
using Npgsql;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>What the database refuses, asked as the service's own role and, where it says so, as the owner.</summary>
public sealed class The_table_of_entries
{
    PostOffice office = null!;
    NpgsqlDataSource ledgerWriter = null!;
    string transaction = null!;
    int number;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("entries");
        await office.Migrate("ledger", Books.Role, [typeof(AuditReport).Assembly]);
        ledgerWriter = NpgsqlDataSource.Create(office.Database.ConnectionStringFor(Books.Role, PostOffice.Password));
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await ledgerWriter.DisposeAsync();
        await office.DisposeAsync();
    }

    [SetUp]
    public void Name() => transaction = $"sale-{++number}";

    [Test]
    public void takes_what_balances()
    {
        Assert.That(() => Insert(), Throws.Nothing);
        transaction += "b";
        Assert.That(
            () => Insert("ARRAY['a','b','c','d']", "ARRAY['USD','EUR','USD','EUR']", "ARRAY[10,5,-10,-5]"),
            Throws.Nothing,
            "each currency by itself"
        );
        transaction += "c";
        Assert.That(() => Insert(amounts: "ARRAY[999999999999999.9999,-999999999999999.9999]"), Throws.Nothing, "the largest amounts");
    }

    [TestCase("ARRAY['a','b']", "ARRAY['USD','USD']", "ARRAY[10,-9.9999]", "23514", TestName = "refuses_what_does_not_balance")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD','EUR']", "ARRAY[10,-10]", "23514", TestName = "refuses_what_balances_only_across_currencies")]
    [TestCase(
        "ARRAY['a','b','c','d']",
        "ARRAY['USD','USD','EUR','EUR']",
        "ARRAY[10,-10,5,-4]",
        "23514",
        TestName = "refuses_what_balances_in_one_currency_only"
    )]
    [TestCase("ARRAY['a']", "ARRAY['USD']", "ARRAY[0]", "23514", TestName = "refuses_a_single_line")]
    [TestCase("ARRAY[]::text[]", "ARRAY[]::text[]", "ARRAY[]::numeric[]", "23514", TestName = "refuses_no_lines")]
    [TestCase("ARRAY['a','b','c']", "ARRAY['USD','USD']", "ARRAY[10,-10]", "23514", TestName = "refuses_more_accounts_than_amounts")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD']", "ARRAY[10,-10]", "23514", TestName = "refuses_fewer_currencies_than_amounts")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD','USD']", "ARRAY[10,-10,0]", "23514", TestName = "refuses_more_amounts_than_accounts")]
    [TestCase("ARRAY['a','b',NULL]", "ARRAY['USD','USD','USD']", "ARRAY[10,-10,0]", "23514", TestName = "refuses_a_line_without_account")]
    [TestCase("ARRAY['a','b','c']", "ARRAY['USD','USD',NULL]", "ARRAY[10,-10,5]", "23514", TestName = "refuses_a_line_without_currency")]
    [TestCase("ARRAY['a','b','c']", "ARRAY['USD','USD','USD']", "ARRAY[10,-10,NULL]", "23514", TestName = "refuses_a_line_without_amount")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD','USD']", "'[5:6]={10,20}'", "23514", TestName = "refuses_amounts_that_are_numbered_from_elsewhere")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD','USD']", "'{{10,20}}'", "23514", TestName = "refuses_amounts_in_two_dimensions")]
    [TestCase("ARRAY[['a','b']]", "ARRAY[['USD','USD']]", "'{{10,20}}'", "23514", TestName = "refuses_lines_in_two_dimensions")]
    [TestCase("ARRAY['a','b']", "'[0:1]={USD,USD}'", "ARRAY[10,-10]", "23514", TestName = "refuses_currencies_that_are_numbered_from_elsewhere")]
    [TestCase("ARRAY['a','b']", "ARRAY['USD','USD']", "ARRAY['NaN'::numeric,'NaN'::numeric]", "23514", TestName = "refuses_what_is_no_number")]
    [TestCase(
        "ARRAY['a','b']",
        "ARRAY['USD','USD']",
        "ARRAY[1000000000000000,-1000000000000000]",
        "22003",
        TestName = "refuses_more_than_the_column_holds"
    )]
    [TestCase("NULL", "ARRAY['USD','USD']", "ARRAY[10,-10]", "23502", TestName = "refuses_no_accounts_at_all")]
    public void refuses_lines(string accounts, string currencies, string amounts, string state) =>
        Assert.That(() => Insert(accounts, currencies, amounts), Refused(state));

    [Test]
    public void refuses_another_id_for_the_same_fact() => Assert.That(() => Insert(id: "'0198f0a0-0000-7000-8000-000000000001'"), Refused("23514"));

    [Test]
    public async Task refuses_a_second_entry_for_the_same_fact()
    {
        await Insert();

        Assert.That(() => Insert(amounts: "ARRAY[11,-11]"), Refused("23505"));
    }

    [Test]
    public void refuses_a_reversal_of_nothing_and_an_entry_that_takes_another_back()
    {
        Assert.That(() => Insert(part: "reversal"), Refused("23514"));
        Assert.That(() => Insert(reverses: "'0198f0a0-0000-7000-8000-000000000001'"), Refused("23514"));
        Assert.That(() => Insert(part: "third"), Refused("23514"));
    }

    [Test]
    public void refuses_a_place_in_the_ledger_of_ones_own_choice() =>
        Assert.That(() => As("shop", "INSERT INTO ledger.entries (seq) VALUES (1)"), Refused("428C9"));

    [TestCase("UPDATE ledger.entries SET description = 'other'")]
    [TestCase("DELETE FROM ledger.entries")]
    [TestCase("TRUNCATE ledger.entries")]
    [TestCase("UPDATE ledger.seals SET entries = 0")]
    [TestCase("DELETE FROM ledger.seals")]
    [TestCase("TRUNCATE ledger.seals")]
    public void is_appended_to_and_nothing_else(string sql)
    {
        Assert.That(() => As("shop", sql), Refused("42501"), "the service's role");
        Assert.That(() => office.Do(sql), Refused("23001"), "even the owner");
    }

    [TestCase("ALTER TABLE ledger.entries DISABLE TRIGGER append_only")]
    [TestCase("ALTER TABLE ledger.entries DISABLE ROW LEVEL SECURITY")]
    [TestCase("DROP TABLE ledger.entries")]
    [TestCase("CREATE TABLE ledger.mine (a int)")]
    [TestCase("SET ROLE postgres")]
    [TestCase("DELETE FROM ledger.organisations")]
    public void is_not_the_services_to_change(string sql) => Assert.That(() => As("shop", sql), Refused("42501"));

    static NUnit.Framework.Constraints.IResolveConstraint Refused(string state) =>
        Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(state);

    Task Insert(
        string accounts = "ARRAY['a','b']",
        string currencies = "ARRAY['USD','USD']",
        string amounts = "ARRAY[10,-10]",
        string? id = null,
        string part = "entry",
        string reverses = "NULL"
    ) =>
        As(
            "shop",
            $"""
            INSERT INTO ledger.entries (id, organisation, source, transaction_id, revision, part, entry_date, description,
                rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, posted_at)
            VALUES ({id ?? $"ledger.entry_id('shop', 'front', '{transaction}', 1, '{part}')"}, 'shop', 'front', '{transaction}', 1, '{part}',
                '2026-01-31', 'a sale', 'retail', 1, 'sale', 'hash', {reverses}, {accounts}, {currencies}, {amounts}, now())
            """
        );

    async Task As(string organisation, string sql)
    {
        await using var connection = await ledgerWriter.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SET LOCAL app.organisation = '{organisation}'; {sql}", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
