using System.Text.Json;
using AccountingSync.Services.Tests.Platforms;
using AccountingSync.Services.Tests.Platforms.Odoo;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Playing_odoo
{
    SettableClock clock = null!;
    SandboxDatabase database = null!;

    [SetUp]
    public async Task Start()
    {
        clock = new(new DateTimeOffset(2026, 3, 10, 20, 0, 0, TimeSpan.Zero));
        database = await SandboxDatabase.Start(clock: clock);
    }

    [TearDown]
    public async Task Stop() => await database.DisposeAsync();

    static string Move(string reference = "A-1", string debit = "12.50", string credit = "12.50", string date = "2026-03-01", string more = "") =>
        $$"""
            {"move_type":"entry","journal_id":3,"date":"{{date}}","ref":"{{reference}}"{{more}},
             "line_ids":[[0,0,{"account_id":1,"name":"Cash","debit":{{debit}},"credit":0}],[0,0,{"account_id":2,"name":"Sales","debit":0,"credit":{{credit}}}]]}
            """;

    Task<(int Status, JsonElement Json)> Create(params string[] moves) =>
        database.Call("account.move/create", $$"""{"vals_list":[{{string.Join(',', moves)}}]}""");

    async Task<int> Posted(string move)
    {
        var id = (await Create(move)).Json[0].GetInt32();
        Assert.That((await On("action_post", id)).Json.ValueKind, Is.EqualTo(JsonValueKind.False));
        return id;
    }

    Task<(int Status, JsonElement Json)> On(string method, params int[] ids) =>
        database.Call($"account.move/{method}", $$"""{"ids":[{{string.Join(',', ids)}}]}""");

    async Task<JsonElement> Read(string domain, string fields = "\"name\",\"ref\",\"date\",\"state\",\"posted_before\"") =>
        (await database.Call("account.move/search_read", $$"""{"domain":{{domain}},"fields":[{{fields}}]}""")).Json;

    [Test]
    public async Task takes_the_documented_calls_and_answers_their_errors_in_their_form()
    {
        var shape = Shape();
        var example = shape.GetProperty("create").GetProperty("body").GetRawText().Replace("11,", "1,").Replace("40,", "2,");

        var made = await database.Call("account.move/create", example);
        var unbalanced = await Create(Move(credit: "12"));

        Assert.That((made.Status, made.Json[0].GetInt32()), Is.EqualTo((200, 1)));
        Assert.That(unbalanced.Status, Is.EqualTo(shape.GetProperty("error").GetProperty("status").GetInt32()));
        var error = shape.GetProperty("error").GetProperty("body");
        Assert.That(
            unbalanced.Json.EnumerateObject().Select(member => member.Name),
            Is.EqualTo(error.EnumerateObject().Select(member => member.Name))
        );
        Assert.That(unbalanced.Json.GetProperty("name").GetString(), Is.EqualTo(error.GetProperty("name").GetString()));
        Assert.That(unbalanced.Json.GetProperty("message").GetString(), Is.EqualTo(error.GetProperty("message").GetString()));
    }

    [Test]
    public async Task a_call_does_all_of_its_moves_or_none()
    {
        await Create(Move("good"), Move("bad", credit: "1"));
        Assert.That(await database.Moves(), Is.Empty);

        var ids = (await Create(Move("A-1"), Move("A-2"))).Json;
        await On("action_post", ids[1].GetInt32());
        var again = await On("action_post", ids[0].GetInt32(), ids[1].GetInt32());

        Assert.That(again.Json.GetProperty("message").GetString(), Does.Contain("must be in draft"));
        Assert.That(await database.Posted(), Is.EqualTo(new[] { "A-2" }));
    }

    [Test]
    public async Task moves_are_numbered_by_journal_and_month_when_they_are_posted()
    {
        var draft = (await Create(Move("A-0"))).Json[0].GetInt32();
        await Posted(Move("A-1"));
        await Posted(Move("A-2", date: "2026-02-28"));
        await Posted(Move("A-3"));

        var moves = (await Read("[]")).EnumerateArray().ToDictionary(move => move.GetProperty("ref").GetString()!, move => move.GetProperty("name"));
        Assert.That(moves["A-0"].ValueKind, Is.EqualTo(JsonValueKind.False));
        Assert.That(moves["A-1"].GetString(), Is.EqualTo("MISC/2026/03/0001"));
        Assert.That(moves["A-2"].GetString(), Is.EqualTo("MISC/2026/02/0001"));
        Assert.That(moves["A-3"].GetString(), Is.EqualTo("MISC/2026/03/0002"));

        await database.Edit("A-1", """{"date":"2026-02-27"}""");
        Assert.That((await Read("[[\"ref\",\"=\",\"A-1\"]]"))[0].GetProperty("name").GetString(), Is.EqualTo("MISC/2026/02/0002"), "renumbered");
        Assert.That(draft, Is.EqualTo(1));
    }

    [TestCase("fiscalyear_lock_date", "2026-01-31", "2026-01-15", "2026-02-28")]
    [TestCase("hard_lock_date", "2026-01-31", "2026-01-31", "2026-02-28")]
    [TestCase("fiscalyear_lock_date", "2026-02-28", "2026-02-28", "2026-03-10")]
    [TestCase("fiscalyear_lock_date", "2026-03-31", "2026-02-28", "2026-04-01")]
    [TestCase("fiscalyear_lock_date", "2026-01-31", "2026-02-01", "2026-02-01")]
    [TestCase("sale_lock_date", "2026-01-31", "2026-01-15", "2026-01-15")]
    public async Task what_is_posted_on_a_locked_day_is_moved_to_a_later_one_and_nothing_is_said(
        string field,
        string locked,
        string date,
        string posted
    )
    {
        await database.Set($"\"{field}\":\"{locked}\"");
        var id = await Posted(Move(date: date));

        Assert.That((await Read($"[[\"id\",\"=\",{id}]]"))[0].GetProperty("date").GetString(), Is.EqualTo(posted));
    }

    [Test]
    public async Task what_is_posted_can_be_set_back_and_deleted_but_not_on_a_locked_day_nor_in_a_secured_journal()
    {
        var (free, locked) = (await Posted(Move("A-1")), await Posted(Move("A-2", date: "2026-01-31")));
        Assert.That((await On("unlink", free)).Status, Is.EqualTo(422), "it is posted");
        await On("button_draft", free);
        Assert.That((await Read($"[[\"id\",\"=\",{free}]]"))[0].GetProperty("posted_before").GetBoolean(), Is.True);
        Assert.That((await On("unlink", free)).Json.GetBoolean(), Is.True);
        Assert.That((await On("action_post", free)).Json.GetProperty("name").GetString(), Is.EqualTo("odoo.exceptions.MissingError"));

        await database.Set("\"fiscalyear_lock_date\":\"2026-01-31\"");
        Assert.That((await On("button_draft", locked)).Json.GetProperty("message").GetString(), Does.Contain("Global Lock Date (01/31/2026)"));
        await database.Set("\"secured\":true");
        Assert.That((await On("button_draft", locked)).Status, Is.EqualTo(422));
        Assert.That(await database.Posted(), Is.EqualTo(new[] { "A-2" }));
    }

    [Test]
    public async Task numbered_drafts_are_deleted_from_the_last_one_on_and_not_at_all_with_an_audit_trail()
    {
        var ids = new List<int>();
        foreach (var reference in new[] { "A-1", "A-2", "A-3" })
            ids.Add(await Posted(Move(reference)));
        await On("button_draft", [.. ids]);

        Assert.That((await On("unlink", ids[1])).Json.GetProperty("message").GetString(), Does.Contain("not the last one in the chain"));
        await database.Set("\"audit_trail\":true");
        Assert.That((await On("unlink", ids[2])).Json.GetProperty("message").GetString(), Does.Contain("audit trail"));
        await database.Set("\"audit_trail\":false");
        Assert.That((await On("unlink", ids[1], ids[2])).Json.GetBoolean(), Is.True);
        Assert.That(await database.Moves(), Has.Count.EqualTo(1));
    }

    [TestCase("\"debit\":1,\"credit\":1", "Wrong credit or debit value")]
    [TestCase("\"debit\":1,\"currency_id\":2,\"amount_currency\":-1", "amount in currency must be positive")]
    [TestCase("\"debit\":1,\"tax_ids\":[[6,0,[1]]]", "Taxes are not played here.")]
    [TestCase("\"debit\":1,\"price\":1", "Invalid field 'price'")]
    public async Task refuses_a_line(string values, string message)
    {
        var answer = await Create($$"""{"move_type":"entry","journal_id":3,"line_ids":[[0,0,{"account_id":1,{{values}}}]]}""");

        Assert.That(answer.Json.GetProperty("message").GetString(), Does.Contain(message));
        Assert.That(await database.Moves(), Is.Empty);
    }

    [TestCase("[[\"ref\",\"=\",\"A-2\"]]", "A-2")]
    [TestCase("[[\"ref\",\"in\",[\"A-1\",\"A-3\"]],[\"state\",\"=\",\"posted\"]]", "A-1")]
    [TestCase("[\"|\",[\"ref\",\"=\",\"A-1\"],[\"state\",\"=\",\"draft\"]]", "A-1 A-3")]
    [TestCase("[\"!\",[\"ref\",\"=like\",\"A-_\"]]", "")]
    [TestCase("[[\"line_ids.debit\",\">\",12]]", "A-1 A-2 A-3")]
    [TestCase("[[\"line_ids.account_id.name\",\"=\",\"income.sales\"],[\"id\",\">\",1]]", "A-2 A-3")]
    [TestCase("[[\"write_date\",\">=\",\"2026-03-10 20:02:00\"]]", "A-2 A-3")]
    [TestCase("[[\"reversed_entry_id\",\"=\",false],[\"journal_id\",\"=\",3],[\"company_id\",\"=\",1]]", "A-1 A-2 A-3")]
    public async Task searches_by_domain(string domain, string found)
    {
        foreach (var reference in new[] { "A-1", "A-2" })
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Posted(Move(reference));
        }
        await Create(Move("A-3"));

        Assert.That(string.Join(' ', (await Read(domain)).EnumerateArray().Select(move => move.GetProperty("ref").GetString())), Is.EqualTo(found));
    }

    [Test]
    public async Task has_the_fields_of_its_series()
    {
        const string asked = """{"allfields":["user_hard_lock_date","period_lock_date"],"attributes":["type"]}""";
        var nineteen = (await database.Call("res.company/fields_get", asked)).Json;
        await database.Set("\"series\":16");
        var sixteen = (await database.Call("res.company/fields_get", asked)).Json;
        var unknown = await database.Call("res.company/search_read", """{"domain":[],"fields":["user_hard_lock_date"]}""");

        Assert.That(nineteen.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "user_hard_lock_date" }));
        Assert.That(sixteen.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "period_lock_date" }));
        Assert.That((unknown.Status, unknown.Json.GetProperty("name").GetString()), Is.EqualTo((500, "builtins.ValueError")));
    }

    [Test]
    public async Task answers_json_rpc_with_status_200_whatever_it_is()
    {
        var user = await database.Rpc("common", "authenticate", """["books","bridge","sandbox-odoo-key",{}]""");
        var nobody = await database.Rpc("common", "authenticate", """["books","bridge","wrong",{}]""");
        var denied = await database.Rpc("object", "execute_kw", """["books",2,"wrong","account.move","search_read",[],{"domain":[]}]""");
        var made = await database.Rpc(
            "object",
            "execute_kw",
            $$$"""["books",2,"sandbox-odoo-key","account.move","create",[[{{{Move()}}}]],{"context":{}}]"""
        );
        var refused = await database.Rpc("object", "execute_kw", """["books",2,"sandbox-odoo-key","account.move","unlink",[[99]]]""");

        Assert.That(user.GetProperty("result").GetInt32(), Is.EqualTo(2));
        Assert.That(nobody.GetProperty("result").GetBoolean(), Is.False);
        Assert.That(denied.GetProperty("error").GetProperty("data").GetProperty("name").GetString(), Is.EqualTo("odoo.exceptions.AccessDenied"));
        Assert.That(made.GetProperty("result")[0].GetInt32(), Is.EqualTo(1));
        Assert.That(refused.GetProperty("error").GetProperty("data").GetProperty("name").GetString(), Is.EqualTo("odoo.exceptions.MissingError"));
    }

    [Test]
    public async Task needs_a_key_and_a_method_that_there_is()
    {
        Assert.That((await database.Call("account.move/action_fly", "{}")).Status, Is.EqualTo(404));
        Assert.That((await database.Call("account.fly/search_read", "{}")).Status, Is.EqualTo(404));
        database.Http.DefaultRequestHeaders.Authorization = new("bearer", "unknown");
        Assert.That((await database.Call("account.move/search_read", "{}")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task everything_answered_for_is_still_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-odoo").FullName;
        string[] settings = [$"--Sandbox:CensusFile={Path.Combine(folder, "census.jsonl")}"];
        try
        {
            string first;
            await using (var before = await SandboxDatabase.Start(clock: clock, settings: settings))
            {
                await before.Set("\"hard_lock_date\":\"2026-01-31\"");
                await before.Platform.Write(
                    [PlatformEntries.On(new(2026, 2, 1), "s-1", [.. PlatformEntries.Sale("s-1").Entry.Lines])],
                    CancellationToken.None
                );
                await before.Platform.Write(
                    [PlatformEntries.On(new(2026, 2, 1), "s-2", [.. PlatformEntries.Sale("s-2").Entry.Lines])],
                    CancellationToken.None
                );
                await before.Edit((await before.Posted())[1], """{"delete":true}""");
                first = string.Join('\n', await before.Moves());
            }

            await using var after = await SandboxDatabase.Reopen(clock, settings);
            Assert.That(string.Join('\n', await after.Moves()), Is.EqualTo(first));
            Assert.That((await after.Census()).GetProperty("deleted").GetInt32(), Is.EqualTo(1));
            Assert.That(
                (await after.Call("res.company/search_read", """{"fields":["hard_lock_date"]}""")).Json.ToString(),
                Does.Contain("2026-01-31")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static JsonElement Shape() => JsonSerializer.Deserialize<JsonElement>(ScriptedOdoo.Shape().ToJsonString());
}
