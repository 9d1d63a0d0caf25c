namespace AccountingSync.Services.Tests.Sandbox;

sealed class Refusing_journal_entries : Running_sandbox
{
    async Task Refused(string body, string code)
    {
        var reply = await Server.Company("journalentry", body);
        Assert.That((reply.Status, reply.Text.Contains("Fault", StringComparison.Ordinal) ? reply.FaultCode : reply.Text), Is.EqualTo((400, code)));
        Assert.That(reply.Json.GetProperty("Fault").GetProperty("type").GetString(), Is.EqualTo("ValidationFault"));
        Assert.That(reply.Json.TryGetProperty("time", out _), Is.True);
        Assert.That(await Server.Entries(), Is.Zero);
    }

    string Lines(params string[] lines) => $$"""{"DocNumber":"A-1","Line":[{{string.Join(',', lines)}}]}""";

    string Debit(string amount) => SandboxServer.Line("Debit", Server.Cash, amount);

    string Credit(string amount) => SandboxServer.Line("Credit", Server.Sales, amount);

    [Test]
    public async Task an_unknown_property_is_named()
    {
        await Refused("""{"BadJson":true}""", "2010");
        var reply = await Server.Company("journalentry", """{"BadJson":true}""");
        var error = reply.Json.GetProperty("Fault").GetProperty("Error")[0];
        Assert.That(error.GetProperty("Message").GetString(), Is.EqualTo("Request has invalid or unsupported property"));
        Assert.That(error.GetProperty("Detail").GetString(), Does.StartWith("Property Name:Unrecognized field \"BadJson\""));
        Assert.That(error.TryGetProperty("element", out _), Is.False);
    }

    [Test]
    public Task an_unknown_property_in_a_line() => Refused(Lines(Debit("1").Replace("Description", "Descripton", StringComparison.Ordinal)), "2010");

    [Test]
    public Task a_body_that_is_no_json() => Refused("{", "2010");

    [Test]
    public Task no_lines() => Refused("""{"DocNumber":"A-1"}""", "6000");

    [Test]
    public Task lines_out_of_balance() => Refused(Lines(Debit("10.00"), Credit("9.99")), "6000");

    [Test]
    public Task a_single_side() => Refused(Lines(Debit("10.00")), "6000");

    [Test]
    public Task a_negative_amount() => Refused(Lines(Debit("-1"), Credit("-1")), "6000");

    [Test]
    public Task a_third_decimal() => Refused(Lines(Debit("1.005"), Credit("1.005")), "6000");

    [Test]
    public Task a_posting_type_that_does_not_exist() => Refused(Lines(SandboxServer.Line("Both", Server.Cash, "1"), Credit("1")), "2170");

    [Test]
    public Task an_unknown_account() => Refused(Lines(SandboxServer.Line("Debit", "999", "1"), Credit("1")), "2500");

    [Test]
    public Task a_document_number_of_22_characters() => Refused(Server.Entry(new string('x', 22)), "2050");

    [Test]
    public Task a_description_of_4001_characters() =>
        Refused(Server.Entry("A-1").Replace("a line", new string('x', 4001), StringComparison.Ordinal), "2050");

    [Test]
    public Task an_amount_beyond_all_measure() => Refused(Lines(Debit("100000000000"), Credit("100000000000")), "6000");

    [Test]
    public Task an_id_that_is_a_number() => Refused(Server.Entry("A-1", more: "\"Id\":1,\"SyncToken\":\"0\","), "2010");

    [Test]
    public Task a_missing_amount() => Refused(Lines("""{"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{}}"""), "2020");

    [Test]
    public Task an_update_of_what_is_not_there() => Refused(Server.Entry("A-1", more: "\"Id\":\"77\",\"SyncToken\":\"0\","), "610");

    [Test]
    public async Task an_inactive_account()
    {
        await Server.Company(
            "account",
            $$"""{"Id":"{{Server.Cash}}","SyncToken":"0","Name":"Cash","AccountType":"Bank","Active":false,"sparse":true}"""
        );

        await Refused(Server.Entry("A-1"), "610");
    }

    [Test]
    public async Task the_last_closed_day_but_not_the_day_after()
    {
        await Server.Post("/sandbox/preferences", $$"""{"realm":"{{SandboxServer.Realm}}","book_close_date":"2026-02-28"}""");

        await Refused(Server.Entry("A-1", date: "2026-02-28"), "6210");
        Assert.That((await Server.Company("journalentry", Server.Entry("A-1"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task a_change_of_an_entry_in_a_closed_period()
    {
        var id = await Server.Add("A-1");
        await Server.Post("/sandbox/preferences", $$"""{"realm":"{{SandboxServer.Realm}}","book_close_date":"2026-03-01"}""");

        var deleted = await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{id}}","SyncToken":"0"}""");

        Assert.That(deleted.FaultCode, Is.EqualTo("6210"));
    }

    [Test]
    public async Task a_used_document_number_only_when_the_company_wants_that()
    {
        await Server.Add("A-1");
        await Server.Add("A-1");
        await Server.Post("/sandbox/preferences", $$"""{"realm":"{{SandboxServer.Realm}}","refuse_duplicate_doc_numbers":true}""");

        var third = await Server.Company("journalentry", Server.Entry("A-1"));

        Assert.That((third.Status, third.FaultCode), Is.EqualTo((400, "6140")));
        Assert.That(await Server.Entries(), Is.EqualTo(2));
    }

    [Test]
    public async Task a_second_account_of_the_same_name()
    {
        var reply = await Server.Company("account", """{"Name":"cash","AccountType":"Bank"}""");

        Assert.That((reply.Status, reply.FaultCode), Is.EqualTo((400, "6240")));
    }

    [Test]
    public async Task an_entity_that_is_not_played()
    {
        var reply = await Server.Company("invoice", """{"BadJson":true}""");

        Assert.That((reply.Status, reply.FaultCode), Is.EqualTo((400, "500")));
    }
}
