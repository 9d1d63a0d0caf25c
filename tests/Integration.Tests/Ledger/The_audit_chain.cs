using System.Net.Http.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>Tampered with by the database's superuser, with triggers and constraints out of the way.</summary>
public sealed class The_audit_chain
{
    const string Shop = "shop";
    const string Victim = "transaction_id = 'sale-3' AND part = 'entry'";

    // Each changes as little as its type allows.
    static readonly Dictionary<string, string[]> Tampers = new()
    {
        ["id"] = ["id = (left(id::text, 35) || CASE right(id::text, 1) WHEN '0' THEN '1' ELSE '0' END)::uuid"],
        ["seq"] = ["seq = seq + 1000"],
        ["organisation"] = ["organisation = 'shoq'"],
        ["source"] = ["source = 'front-shoq'"],
        ["transaction_id"] = ["transaction_id = 'sale-4x'"],
        ["revision"] = ["revision = 2"],
        ["part"] = ["part = 'entrx'"],
        ["entry_date"] = ["entry_date = entry_date + 1"],
        ["original_date"] = ["original_date = entry_date - 1"],
        ["description"] = ["description = description || ' '", "description = upper(description)"],
        ["rule_set"] = ["rule_set = 'retaim'"],
        ["rule_version"] = ["rule_version = rule_version + 1"],
        ["rule"] = ["rule = 'salf'"],
        ["rule_hash"] = ["rule_hash = '3f2b'"],
        ["reverses"] = ["reverses = '0198f0a0-0000-7000-8000-000000000001'"],
        ["accounts"] = ["accounts[1] = 'assets:casi'", "accounts = accounts[2:2] || accounts[1:1]", "accounts = accounts || 'x'::text"],
        ["currencies"] = ["currencies = ARRAY['USN','USN']", "currencies = ARRAY['XXQ','XXQ']", "currencies = ARRAY['USD',NULL]"],
        ["amounts"] =
        [
            "amounts = ARRAY[amounts[1] + 0.01, amounts[2] - 0.01]",
            "amounts = ARRAY[amounts[1] + 0.0001, amounts[2] - 0.0001]",
            "amounts = ARRAY[amounts[1] + 0.01, amounts[2]]",
            "amounts = ARRAY[amounts[2], amounts[1]]",
            "amounts = ARRAY[amounts[1], NULL]",
        ],
        ["details"] =
        [
            "details = jsonb_set(details, '{0,Memo}', '\"till 3\"')",
            "details = NULL",
            "details = details || '[{}]'::jsonb",
            "details = jsonb_set(details, '{1,More}', '\"x\"')",
            "details = jsonb_set(details, '{1,Memo}', '\"\"')",
            "details = '7'",
        ],
        ["posted_at"] = ["posted_at = posted_at + interval '1 microsecond'"],
    };

    static readonly string[] SealTampers =
    [
        "number = number + 1000",
        "first_seq = first_seq - 1",
        "last_seq = last_seq - 1",
        "last_seq = last_seq + 1",
        "entries = entries - 1",
        "previous = set_byte(previous, 0, 255 - get_byte(previous, 0))",
        "hash = set_byte(hash, 31, 255 - get_byte(hash, 31))",
        "organisation = 'shoq'",
    ];

    static IEnumerable<TestCaseData> EveryTamper =>
        Tampers.SelectMany(column => column.Value.Select(change => new TestCaseData(column.Key, change).SetArgDisplayNames(change)));

    Books books = null!;
    Sealer sealer = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        books = await Books.Open("audit");
        sealer = books.Service.Worker<Sealer>();
        // Three seals of three, three and two entries.
        for (var seal = 0; seal < 3; seal++)
        {
            await books.Post(
                Shop,
                [.. Enumerable.Range(seal * 3, seal == 2 ? 1 : 3).Select(i => Books.Entry(Shop, $"sale-{i}", i + 1m, memo: "till 2"))]
            );
            if (seal == 2)
                await books.Reverse(Shop, Books.Reversal(Shop, "sale-0"));
            await books.Settled();
            await sealer.SealAll(Shop, CancellationToken.None);
        }
        await books.Office.Do(
            """
            ALTER TABLE ledger.entries DISABLE TRIGGER append_only;
            ALTER TABLE ledger.seals DISABLE TRIGGER append_only;
            ALTER TABLE ledger.entries DROP CONSTRAINT natural_key, DROP CONSTRAINT balanced, DROP CONSTRAINT reversal_names_original,
                DROP CONSTRAINT entries_part_check, ALTER COLUMN seq DROP IDENTITY;
            CREATE TABLE public.honest_entries AS TABLE ledger.entries;
            CREATE TABLE public.honest_seals AS TABLE ledger.seals;
            """
        );
    }

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [TearDown]
    public Task Restore() =>
        books.Office.Do(
            """
            DELETE FROM ledger.entries; INSERT INTO ledger.entries SELECT * FROM public.honest_entries;
            DELETE FROM ledger.seals; INSERT INTO ledger.seals SELECT * FROM public.honest_seals;
            """
        );

    [Test]
    public async Task agrees_with_honest_books()
    {
        var report = await Audit();

        Assert.That(report.Problem, Is.Null);
        Assert.That((report.EntriesSealed, report.EntriesNotSealedYet), Is.EqualTo((8, 0)));
        Assert.That(report.Seals, Is.GreaterThanOrEqualTo(3));
        Assert.That(report.Head, Does.Match("^[0-9]+:[0-9a-f]{64}$"));
    }

    [Test]
    public async Task knows_a_way_to_tamper_with_every_column() =>
        Assert.That(
            await books.Office.Read<string[]>(
                "SELECT array_agg(column_name::text) FROM information_schema.columns WHERE table_schema = 'ledger' AND table_name = 'entries'"
            ),
            Is.EquivalentTo(Tampers.Keys)
        );

    [TestCaseSource(nameof(EveryTamper))]
    public async Task finds_a_change_in(string column, string change)
    {
        Assert.That(await books.Office.Do($"UPDATE ledger.entries SET {change} WHERE {Victim}"), Is.EqualTo(1), column);

        Assert.That((await Audit()).Problem, Is.Not.Null.And.Not.Empty);
    }

    [TestCaseSource(nameof(SealTampers))]
    public async Task finds_a_change_of_a_seal(string change)
    {
        Assert.That(await books.Office.Do($"UPDATE ledger.seals SET {change} WHERE number = 2"), Is.EqualTo(1));

        Assert.That((await Audit()).Problem, Is.Not.Null.And.Not.Empty);
    }

    [TestCase("DELETE FROM ledger.entries WHERE " + Victim, TestName = "finds_a_deleted_entry")]
    [TestCase("DELETE FROM ledger.seals WHERE number = 1", TestName = "finds_a_deleted_seal")]
    [TestCase(
        "UPDATE ledger.entries SET seq = CASE transaction_id WHEN 'sale-3' THEN (SELECT seq FROM public.honest_entries WHERE transaction_id = 'sale-4') ELSE (SELECT seq FROM public.honest_entries WHERE transaction_id = 'sale-3' ) END WHERE transaction_id IN ('sale-3', 'sale-4')",
        TestName = "finds_two_entries_in_each_others_place"
    )]
    [TestCase(
        "INSERT INTO ledger.entries SELECT ledger.entry_id(organisation, source, 'forged', 1, 'entry'), 1000000 - seq, organisation, source, 'forged', revision, part, entry_date, description, rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, details, posted_at FROM ledger.entries WHERE transaction_id = 'sale-4'; UPDATE ledger.entries SET seq = 0 WHERE transaction_id = 'forged'",
        TestName = "finds_an_entry_that_was_slipped_in"
    )]
    public async Task finds(string sql)
    {
        await books.Office.Do("DROP INDEX IF EXISTS ledger.entries_organisation_seq");

        Assert.That(await books.Office.Do(sql), Is.GreaterThan(0));

        Assert.That((await Audit()).Problem, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task that_was_cut_short_tells_by_its_head()
    {
        var head = (await Audit()).Head;
        await books.Office.Do(
            """
            DELETE FROM ledger.entries WHERE seq >= (SELECT max(first_seq) FROM ledger.seals);
            DELETE FROM ledger.seals WHERE number = (SELECT max(number) FROM ledger.seals);
            """
        );

        var after = await Audit();

        Assert.That(after.Problem, Is.Null, "a shorter chain is a whole one");
        Assert.That(after.Head, Is.Not.EqualTo(head), "but it ends elsewhere");
    }

    [Test]
    public async Task of_an_organisation_without_entries_is_empty()
    {
        var report = await Audit("nobody");

        Assert.That((report.Seals, report.Head, report.Problem), Is.EqualTo((0, "0:", (string?)null)));
    }

    async Task<AuditReport> Audit(string organisation = Shop) =>
        (await books.Service.Internal.GetFromJsonAsync<AuditReport>($"audit?organisation={organisation}", Json.Snake))!;
}
