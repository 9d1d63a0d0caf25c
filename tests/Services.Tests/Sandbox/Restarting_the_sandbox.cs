namespace AccountingSync.Services.Tests.Sandbox;

sealed class Restarting_the_sandbox
{
    string folder = "";

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("sandbox-census").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    string File => Path.Combine(folder, "census.jsonl");

    [Test]
    public async Task everything_answered_for_is_still_there()
    {
        string token,
            cash,
            before,
            first;
        await using (var server = await SandboxServer.Start($"--Sandbox:CensusFile={File}"))
        {
            cash = server.Cash;
            first = (await server.Company("journalentry?requestid=r", server.Entry("A-1"))).Text;
            await server.Company("journalentry?operation=delete", $$"""{"Id":"{{await server.Add("A-2")}}","SyncToken":"0"}""");
            await server.Post("/sandbox/preferences", $$"""{"realm":"{{SandboxServer.Realm}}","book_close_date":"2026-02-28"}""");
            token = server.Http.DefaultRequestHeaders.Authorization!.Parameter!;
            before = (await server.Census()).GetProperty("by_account").GetRawText();
        }

        await using var again = await SandboxServer.StartEmpty($"--Sandbox:CensusFile={File}", "--Sandbox:EnforceLimits=false");
        again.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var census = await again.Census();
        Assert.That(census.GetProperty("journal_entries").GetInt32(), Is.EqualTo(1));
        Assert.That(census.GetProperty("deleted").GetInt32(), Is.EqualTo(1));
        Assert.That(census.GetProperty("by_account").GetRawText(), Is.EqualTo(before));
        Assert.That((await again.Company("journalentry?requestid=r", "{}")).Text, Is.EqualTo(first), "the answer is remembered");
        Assert.That((await again.Company($"account/{cash}")).Status, Is.EqualTo(200));
        Assert.That((await again.Company("preferences")).Text, Does.Contain("2026-02-28"));
    }

    [Test]
    public async Task a_line_that_was_cut_off_is_forgotten_and_writing_goes_on()
    {
        await using (var server = await SandboxServer.Start($"--Sandbox:CensusFile={File}"))
            await server.Add("A-1");
        await System.IO.File.AppendAllTextAsync(File, """{"kind":"change","realm":"91""");

        string token;
        await using (var server = await SandboxServer.StartEmpty($"--Sandbox:CensusFile={File}", "--Sandbox:EnforceLimits=false"))
        {
            token = (await server.Connect()).GetProperty("access_token").GetString()!;
            Assert.That(await server.Entries(), Is.EqualTo(1));
            await server.Company("account", """{"Name":"Third","AccountType":"Bank"}""");
        }

        await using var last = await SandboxServer.StartEmpty($"--Sandbox:CensusFile={File}");
        last.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.That((await last.Query("select * from Account where Name = 'Third'")).Text, Does.Contain("Third"));
    }

    [Test]
    public async Task the_file_holds_the_entry_before_the_answer_leaves()
    {
        await using var server = await SandboxServer.Start($"--Sandbox:CensusFile={File}");

        await server.Add("A-77");

        using var open = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(open);
        Assert.That(await reader.ReadToEndAsync(), Does.Contain("A-77"));
    }
}
