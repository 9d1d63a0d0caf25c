namespace AccountingSync.Services.Tests.Sandbox;

sealed class Repeating_a_request_id : Running_sandbox
{
    [Test]
    public async Task the_entry_is_written_once_and_the_answer_is_the_very_same()
    {
        var first = await Server.Company("journalentry?requestid=abc", Server.Entry("A-1"));
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await Server.Company("journalentry?requestid=abc", Server.Entry("A-1"));

        Assert.That(second, Is.EqualTo(first));
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [Test]
    public async Task many_at_once_write_one_entry()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Server.Company("journalentry?requestid=abc", Server.Entry("A-1"))));

        Assert.That(replies.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [Test]
    public async Task another_company_has_its_own()
    {
        await Server.Company("journalentry?requestid=abc", Server.Entry("A-1"));

        var other = await Server.Post("/quickbooks/v3/company/other/account?requestid=abc", """{"Name":"Cash","AccountType":"Bank"}""");

        Assert.That(other.Json.TryGetProperty("Account", out _), Is.True);
    }

    [Test]
    public async Task a_refused_request_may_be_mended_and_sent_again()
    {
        var refused = await Server.Company("journalentry?requestid=abc", "{}");
        var mended = await Server.Company("journalentry?requestid=abc", Server.Entry("A-1"));

        Assert.That((refused.Status, mended.Status), Is.EqualTo((400, 200)));
    }

    [Test]
    public async Task it_may_have_fifty_characters_and_no_more()
    {
        var fifty = await Server.Company($"journalentry?requestid={new string('r', 50)}", Server.Entry("A-1"));
        var more = await Server.Company($"journalentry?requestid={new string('r', 51)}", Server.Entry("A-2"));

        Assert.That((fifty.Status, more.Status), Is.EqualTo((200, 400)));
    }
}
