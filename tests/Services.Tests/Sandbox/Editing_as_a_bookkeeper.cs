namespace AccountingSync.Services.Tests.Sandbox;

sealed class Editing_as_a_bookkeeper : Running_sandbox
{
    Task<Reply> Edit(string change, string number = "A-1") =>
        Server.Post("/sandbox/edit", $$"""{"realm":"{{SandboxServer.Realm}}","doc_number":"{{number}}","change":{{change}}}""");

    [Test]
    public async Task an_amount_moves_both_sides_and_the_version()
    {
        var id = await Server.Add("A-1", "12.50");
        Server.Clock.Advance(TimeSpan.FromMinutes(3));

        var edited = await Edit("""{"line":0,"amount":15}""");
        var entry = (await Server.Company($"journalentry/{id}")).Entry;

        Assert.That(edited.Status, Is.EqualTo(200), edited.Text);
        Assert.That(entry.GetRawText(), Does.Contain("\"TotalAmt\":15.00"));
        Assert.That(entry.GetProperty("Line")[1].GetProperty("Amount").GetDecimal(), Is.EqualTo(15m));
        Assert.That(entry.GetProperty("SyncToken").GetString(), Is.EqualTo("1"));
        var changed = await Server.Company($"cdc?entities=JournalEntry&changedSince=2026-03-10T20:02:00Z");
        Assert.That(changed.Text, Does.Contain("\"DocNumber\":\"A-1\""));
        Assert.That((await Server.Census()).GetProperty("by_account").GetProperty("Cash").GetProperty("USD").GetString(), Is.EqualTo("15.00"));
    }

    [Test]
    public async Task a_date_and_an_account_can_be_changed()
    {
        var id = await Server.Add("A-1");
        var other = await Server.AddAccount("Other", "Bank", "1001");

        await Edit($$"""{"line":0,"account":"{{other}}","date":"2026-02-01"}""");

        var entry = (await Server.Company($"journalentry/{id}")).Entry;
        Assert.That(entry.GetProperty("TxnDate").GetString(), Is.EqualTo("2026-02-01"));
        Assert.That(entry.GetProperty("Line")[0].GetRawText(), Does.Contain("\"name\":\"Other\""));
    }

    [Test]
    public async Task an_entry_can_be_deleted()
    {
        await Server.Add("A-1");

        await Edit("""{"delete":true}""");

        Assert.That(await Server.Entries(), Is.Zero);
    }

    [Test]
    public async Task what_cannot_be_is_refused()
    {
        await Server.Add("A-1");

        Assert.That((await Edit("""{"line":0,"amount":5}""", "A-9")).Status, Is.EqualTo(404));
        Assert.That((await Edit("""{"line":7,"amount":5}""")).Status, Is.EqualTo(400));
        Assert.That((await Edit("""{"line":0,"amount":-5}""")).Status, Is.EqualTo(400));
    }
}
