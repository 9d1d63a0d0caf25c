using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Counting_the_census : Running_sandbox
{
    [Test]
    public async Task entries_balances_and_duplicates_are_counted()
    {
        await Server.Add("A-1", "10.00");
        await Server.Add("A-1", "10.00");
        await Server.Add("A-2", "0.50");
        var gone = await Server.Add("A-2", "7.00");
        await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{gone}}","SyncToken":"0"}""");

        var census = await Server.Census();

        Assert.That(census.GetProperty("journal_entries").GetInt32(), Is.EqualTo(3));
        Assert.That(census.GetProperty("deleted").GetInt32(), Is.EqualTo(1));
        Assert.That(census.GetProperty("requests").GetInt64(), Is.EqualTo(7));
        Assert.That(census.GetProperty("duplicates").GetRawText(), Is.EqualTo("""[{"doc_number":"A-1","ids":["1","2"]}]"""));
        Assert.That(census.GetProperty("by_account").GetRawText(), Is.EqualTo("""{"Cash":{"USD":"20.50"},"Sales":{"USD":"-20.50"}}"""));
    }

    [Test]
    public async Task entries_without_a_number_are_no_duplicates()
    {
        await Server.Add("");
        await Server.Add("");

        Assert.That((await Server.Census()).GetProperty("duplicates").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task every_entry_can_be_listed_for_a_checker()
    {
        await Server.Add("A-1", "10.00");
        var gone = await Server.Add("A-2", "7.00");
        await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{gone}}","SyncToken":"0"}""");

        var text = (await Server.Get($"/sandbox/census/entries?realm={SandboxServer.Realm}")).Text;
        var entries = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.That(entries, Has.Count.EqualTo(2));
        Assert.That(entries[0].GetProperty("doc_number").GetString(), Is.EqualTo("A-1"));
        Assert.That(entries[0].GetProperty("total").GetString(), Is.EqualTo("10.00"));
        Assert.That(entries[0].GetProperty("date").GetString(), Is.EqualTo("2026-03-01"));
        Assert.That(entries[0].GetProperty("lines")[1].GetProperty("account").GetString(), Is.EqualTo("Sales"));
        Assert.That(entries[0].GetProperty("lines")[1].GetProperty("amount").GetString(), Is.EqualTo("-10.00"));
        Assert.That(entries[1].GetProperty("deleted").GetBoolean(), Is.True);
    }

    [Test]
    public async Task it_is_alive_and_ready()
    {
        Assert.That((await Server.Get("/health/live")).Status, Is.EqualTo(200));
        Assert.That((await Server.Get("/health/ready")).Status, Is.EqualTo(200));
    }
}
