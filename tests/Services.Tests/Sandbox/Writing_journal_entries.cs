namespace AccountingSync.Services.Tests.Sandbox;

sealed class Writing_journal_entries : Running_sandbox
{
    [Test]
    public async Task a_created_entry_has_the_services_own_properties_and_two_decimals()
    {
        var reply = await Server.Company("journalentry?minorversion=75", Server.Entry("A-1", "337.5"));

        Assert.That(reply.Status, Is.EqualTo(200), reply.Text);
        var entry = reply.Entry;
        Assert.That(reply.Text, Does.Contain("\"Amount\":337.50").And.Contain("\"TotalAmt\":337.50"));
        Assert.That(entry.GetProperty("domain").GetString(), Is.EqualTo("QBO"));
        Assert.That(entry.GetProperty("sparse").GetBoolean(), Is.False);
        Assert.That(entry.GetProperty("Id").GetString(), Is.EqualTo("1"));
        Assert.That(entry.GetProperty("SyncToken").GetString(), Is.EqualTo("0"));
        Assert.That(entry.GetProperty("MetaData").GetProperty("CreateTime").GetString(), Is.EqualTo("2026-03-10T12:00:00-08:00"));
        Assert.That(entry.GetProperty("CurrencyRef").GetProperty("value").GetString(), Is.EqualTo("USD"));
        Assert.That(entry.GetProperty("Line")[0].GetProperty("Id").GetString(), Is.EqualTo("0"));
        Assert.That(reply.Json.GetProperty("time").GetString(), Is.EqualTo("2026-03-10T12:00:00.000-08:00"));
    }

    [Test]
    public async Task a_read_answers_what_was_written()
    {
        var id = await Server.Add("A-1");

        var read = await Server.Company($"journalentry/{id}?minorversion=75");

        Assert.That(read.Entry.GetProperty("DocNumber").GetString(), Is.EqualTo("A-1"));
    }

    [Test]
    public async Task without_a_date_the_entry_gets_the_companys_day()
    {
        var reply = await Server.Company("journalentry", Server.Entry("A-1", date: null));

        Assert.That(reply.Entry.GetProperty("TxnDate").GetString(), Is.EqualTo("2026-03-10"));
    }

    [Test]
    public async Task a_foreign_currency_has_a_home_total()
    {
        var reply = await Server.Company(
            "journalentry",
            Server.Entry("A-1", "10.01", more: "\"CurrencyRef\":{\"value\":\"EUR\"},\"ExchangeRate\":1.25,")
        );

        Assert.That(reply.Text, Does.Contain("\"HomeTotalAmt\":12.51").And.Contain("\"ExchangeRate\":1.25"));
    }

    [Test]
    public async Task a_full_update_drops_what_it_does_not_say()
    {
        var id = await Server.Add("A-1");

        var reply = await Server.Company("journalentry", Server.Entry("A-2", more: $"\"Id\":\"{id}\",\"SyncToken\":\"0\",\"PrivateNote\":\"n\","));
        var again = await Server.Company("journalentry", Server.Entry("A-3", more: $"\"Id\":\"{id}\",\"SyncToken\":\"1\","));

        Assert.That(reply.Entry.GetProperty("SyncToken").GetString(), Is.EqualTo("1"));
        Assert.That(reply.Entry.GetProperty("PrivateNote").GetString(), Is.EqualTo("n"));
        Assert.That(again.Entry.TryGetProperty("PrivateNote", out _), Is.False);
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [Test]
    public async Task a_sparse_update_keeps_what_it_does_not_say()
    {
        var id = await Server.Add("A-1");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));

        var reply = await Server.Company("journalentry", $$"""{"sparse":true,"Id":"{{id}}","SyncToken":"0","PrivateNote":"looked at"}""");

        Assert.That(reply.Entry.GetProperty("DocNumber").GetString(), Is.EqualTo("A-1"));
        Assert.That(reply.Entry.GetProperty("PrivateNote").GetString(), Is.EqualTo("looked at"));
        Assert.That(reply.Entry.GetProperty("sparse").GetBoolean(), Is.False);
        Assert.That(reply.Entry.GetProperty("MetaData").GetProperty("LastUpdatedTime").GetString(), Is.EqualTo("2026-03-10T12:01:00-08:00"));
    }

    [Test]
    public async Task a_stale_version_is_refused()
    {
        var id = await Server.Add("A-1");
        await Server.Company("journalentry", Server.Entry("A-1", more: $"\"Id\":\"{id}\",\"SyncToken\":\"0\","));

        var late = await Server.Company("journalentry", Server.Entry("A-9", more: $"\"Id\":\"{id}\",\"SyncToken\":\"0\","));
        var deleted = await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{id}}","SyncToken":"0"}""");

        Assert.That((late.Status, late.FaultCode), Is.EqualTo((400, "5010")));
        Assert.That((deleted.Status, deleted.FaultCode), Is.EqualTo((400, "5010")));
    }

    [Test]
    public async Task a_deleted_entry_is_confirmed_without_content_and_gone()
    {
        var id = await Server.Add("A-1");

        var deleted = await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{id}}","SyncToken":"0"}""");
        var read = await Server.Company($"journalentry/{id}");
        var again = await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{id}}","SyncToken":"0"}""");

        Assert.That(deleted.Entry.GetProperty("status").GetString(), Is.EqualTo("Deleted"));
        Assert.That(deleted.Entry.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "domain", "status", "Id" }));
        Assert.That((read.Status, read.FaultCode), Is.EqualTo((400, "610")));
        Assert.That(again.FaultCode, Is.EqualTo("610"));
    }

    [Test]
    public async Task an_account_shows_its_balance_on_its_natural_side()
    {
        await Server.Add("A-1", "12.50");

        var cash = await Server.Company($"account/{Server.Cash}");
        var sales = await Server.Company($"account/{Server.Sales}");

        Assert.That(cash.Json.GetProperty("Account").GetProperty("CurrentBalance").GetDecimal(), Is.EqualTo(12.50m));
        Assert.That(sales.Json.GetProperty("Account").GetProperty("CurrentBalance").GetDecimal(), Is.EqualTo(12.50m));
        Assert.That(sales.Json.GetProperty("Account").GetProperty("Classification").GetString(), Is.EqualTo("Revenue"));
    }

    [Test]
    public async Task the_company_tells_about_itself()
    {
        await Server.Post("/sandbox/preferences", $$"""{"realm":"{{SandboxServer.Realm}}","book_close_date":"2025-12-31"}""");

        var preferences = (await Server.Company("preferences")).Json.GetProperty("Preferences");
        var info = (await Server.Company($"companyinfo/{SandboxServer.Realm}")).Json.GetProperty("CompanyInfo");

        Assert.That(preferences.GetProperty("AccountingInfoPrefs").GetProperty("BookCloseDate").GetString(), Is.EqualTo("2025-12-31"));
        Assert.That(info.GetProperty("Id").GetString(), Is.EqualTo(SandboxServer.Realm));
    }
}
