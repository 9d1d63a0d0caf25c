namespace AccountingSync.Services.Tests.Sandbox;

sealed class Querying_a_company : Running_sandbox
{
    async Task<string[]> Numbers(string query)
    {
        var reply = await Server.Query(query);
        Assert.That(reply.Status, Is.EqualTo(200), reply.Text);
        return reply.Json.GetProperty("QueryResponse").TryGetProperty("JournalEntry", out var rows)
            ? [.. rows.EnumerateArray().Select(row => row.GetProperty("DocNumber").GetString()!)]
            : [];
    }

    async Task Three()
    {
        await Server.Add("A-1", "1", "2026-03-03");
        Server.Clock.Advance(TimeSpan.FromMinutes(40));
        await Server.Add("A-2", "2", "2026-03-02");
        await Server.Add("it's", "3", "2026-03-01");
    }

    [Test]
    public async Task by_document_number()
    {
        await Three();

        Assert.That(await Numbers("select * from JournalEntry where DocNumber = 'A-2'"), Is.EqualTo(new[] { "A-2" }));
        Assert.That(await Numbers("SELECT * FROM JournalEntry WHERE DocNumber IN ('A-2', 'A-1', 'none')"), Is.EqualTo(new[] { "A-1", "A-2" }));
        Assert.That(await Numbers(@"select * from JournalEntry where DocNumber = 'it\'s'"), Is.EqualTo(new[] { "it's" }));
        Assert.That(await Numbers("select * from JournalEntry where DocNumber like 'A-%'"), Is.EqualTo(new[] { "A-1", "A-2" }));
        Assert.That(
            await Numbers("select * from JournalEntry where DocNumber in ('A-1','A-2') and TxnDate = '2026-03-02'"),
            Is.EqualTo(new[] { "A-2" })
        );
    }

    [Test]
    public async Task by_date_and_by_change()
    {
        await Three();

        Assert.That(await Numbers("select * from JournalEntry where TxnDate >= '2026-03-02'"), Is.EqualTo(new[] { "A-1", "A-2" }));
        Assert.That(
            await Numbers("select * from JournalEntry where MetaData.LastUpdatedTime >= '2026-03-10T12:30:00-08:00'"),
            Is.EqualTo(new[] { "A-2", "it's" })
        );
    }

    [Test]
    public async Task in_order_and_in_pages()
    {
        await Three();

        Assert.That(await Numbers("select * from JournalEntry orderby TxnDate"), Is.EqualTo(new[] { "it's", "A-2", "A-1" }));
        Assert.That(await Numbers("select * from JournalEntry orderby Id desc maxresults 1"), Is.EqualTo(new[] { "it's" }));
        Assert.That(await Numbers("select * from JournalEntry maxresults 2 startposition 2"), Is.EqualTo(new[] { "A-2", "it's" }));
        var page = (await Server.Query("select * from JournalEntry STARTPOSITION 3 MAXRESULTS 2")).Json.GetProperty("QueryResponse");
        Assert.That(page.GetProperty("startPosition").GetInt32(), Is.EqualTo(3));
        Assert.That(page.GetProperty("maxResults").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task as_a_count()
    {
        await Three();

        var reply = await Server.Query("select count(*) from JournalEntry");

        Assert.That(reply.Json.GetProperty("QueryResponse").GetProperty("totalCount").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public async Task with_nothing_found_the_answer_is_empty()
    {
        var reply = await Server.Query("select * from JournalEntry");

        Assert.That(reply.Json.GetProperty("QueryResponse").EnumerateObject(), Is.Empty);
    }

    [Test]
    public async Task chosen_columns()
    {
        await Three();

        var row = (await Server.Query("select Id, DocNumber from JournalEntry where DocNumber = 'A-1'"))
            .Json.GetProperty("QueryResponse")
            .GetProperty("JournalEntry")[0];

        Assert.That(row.GetProperty("DocNumber").GetString(), Is.EqualTo("A-1"));
        Assert.That(row.TryGetProperty("Line", out _), Is.False);
    }

    [Test]
    public async Task accounts_hide_what_is_inactive_unless_asked()
    {
        await Server.Company("account", $$"""{"Id":"{{Server.Sales}}","SyncToken":"0","sparse":true,"Active":false}""");

        Assert.That(await Accounts("select * from Account"), Is.EqualTo(new[] { "Cash" }));
        Assert.That(await Accounts("select * from Account where Active in (true, false)"), Is.EqualTo(new[] { "Cash", "Sales" }));
        Assert.That(await Accounts("select * from Account where AcctNum = '1000'"), Is.EqualTo(new[] { "Cash" }));
        Assert.That(await Accounts("select * from Account where Name = 'Sales' and Active = false"), Is.EqualTo(new[] { "Sales" }));
    }

    async Task<string[]> Accounts(string query) =>
        [
            .. (await Server.Query(query))
                .Json.GetProperty("QueryResponse")
                .GetProperty("Account")
                .EnumerateArray()
                .Select(row => row.GetProperty("Name").GetString()!),
        ];

    [TestCase("select * from Custmoer", "4001")]
    [TestCase("select * from JournalEntry where Colour = 'red'", "4001")]
    [TestCase("select * from", "4000")]
    [TestCase("select * from JournalEntry where DocNumber", "4000")]
    [TestCase("select * from JournalEntry maxresults 1001", "4000")]
    [TestCase("update JournalEntry", "4000")]
    public async Task what_cannot_be_understood_is_refused(string query, string code)
    {
        var reply = await Server.Query(query);

        Assert.That((reply.Status, reply.FaultCode), Is.EqualTo((400, code)));
    }

    [Test]
    public async Task a_misspelt_entity_is_named_as_the_service_does()
    {
        var error = (await Server.Query("SELECT * FROM Custmoer")).Json.GetProperty("Fault").GetProperty("Error")[0];

        Assert.That(error.GetProperty("Message").GetString(), Is.EqualTo("Invalid query"));
        Assert.That(error.GetProperty("Detail").GetString(), Is.EqualTo("QueryValidationError: invalid context declaration: Custmoer"));
    }
}
