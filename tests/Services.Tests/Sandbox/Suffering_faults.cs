namespace AccountingSync.Services.Tests.Sandbox;

sealed class Suffering_faults : Running_sandbox
{
    Task<Reply> Write() => Server.Company("journalentry", Server.Entry("A-1"));

    Task Next(string fault) => Server.Faults($$"""{"target":"quickbooks","next":["{{fault}}"]}""");

    [Test]
    public async Task a_connection_closed_before_leaves_nothing()
    {
        await Next("close_before");

        Assert.That(Write, Throws.InstanceOf<HttpRequestException>());
        Assert.That(await Server.Entries(), Is.Zero);
    }

    [Test]
    public async Task a_connection_closed_after_the_commit_leaves_the_entry()
    {
        await Next("close_after_commit");

        Assert.That(Write, Throws.InstanceOf<HttpRequestException>());
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [Test]
    public async Task a_fault_that_needs_a_write_waits_for_one()
    {
        await Next("close_after_commit");

        Assert.That((await Server.Query("select * from JournalEntry")).Status, Is.EqualTo(200));
        Assert.That(Write, Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task a_truncated_answer_breaks_off_but_the_entry_is_there()
    {
        await Next("truncate");

        Assert.That(Write, Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>());
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [TestCase("http_500", 500, 0)]
    [TestCase("http_500_after_commit", 500, 1)]
    [TestCase("http_429", 429, 0)]
    [TestCase("expired_token", 401, 0)]
    [TestCase("html_200", 200, 0)]
    public async Task an_answer_of_the_wrong_kind(string fault, int status, int written)
    {
        await Next(fault);

        var reply = await Write();

        Assert.That(reply.Status, Is.EqualTo(status));
        Assert.That(reply.ContentType, Is.EqualTo(fault == "html_200" ? "text/html" : "application/json"));
        Assert.That(await Server.Entries(), Is.EqualTo(written));
        Assert.That((await Server.Query("select * from JournalEntry")).Status, Is.EqualTo(200), "one shot only");
    }

    [Test]
    public async Task a_stale_token_meets_updates_alone_and_in_batches()
    {
        var id = await Server.Add("A-1");
        var update = Server.Entry("A-1", more: $"\"Id\":\"{id}\",\"SyncToken\":\"0\",");
        await Server.Faults("""{"next":["stale_token","stale_token"]}""");

        var alone = await Server.Company("journalentry", update);
        var batch = await Server.Company("batch", $$"""{"BatchItemRequest":[{"bId":"1","operation":"update","JournalEntry":{{update}} }]}""");

        Assert.That(alone.FaultCode, Is.EqualTo("5010"));
        Assert.That(batch.Text, Does.Contain("5010"));
        Assert.That((await Server.Company("journalentry", update)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task an_outage_refuses_everything_until_it_is_over()
    {
        await Server.Faults("""{"outage":true}""");
        Assert.That((await Write()).Status, Is.EqualTo(503));

        await Server.Http.DeleteAsync(new Uri("/sandbox/faults", UriKind.Relative));
        Assert.That((await Write()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task tokens_are_a_target_of_their_own()
    {
        await Server.Faults("""{"target":"quickbooks-tokens","next":["http_500"]}""");

        Assert.That((await Write()).Status, Is.EqualTo(200));
        Assert.That((await Server.Token(("grant_type", "authorization_code"), ("code", "x"))).Status, Is.EqualTo(500));
    }

    [Test]
    public async Task the_same_seed_hits_the_same_requests()
    {
        var (first, second, other) = (await Statuses(7), await Statuses(7), await Statuses(8));

        Assert.That(second, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
        Assert.That(first.Count(status => status == 500), Is.InRange(8, 32));
        var fired = (await Server.Get("/sandbox/faults")).Json.GetProperty("quickbooks").GetProperty("fired");
        Assert.That(fired.GetProperty("http_500").GetInt32(), Is.EqualTo(other.Count(status => status == 500)));
    }

    async Task<List<int>> Statuses(int seed)
    {
        await Server.Faults($$"""{"seed":{{seed}},"rates":{"http_500":0.3,"http_429":0.1} }""");
        var statuses = new List<int>();
        for (var sent = 0; sent < 60; sent++)
            statuses.Add((await Server.Query("select * from JournalEntry")).Status);
        return statuses;
    }

    [TestCase("""{"rates":{"http_500":0.8,"http_429":0.3}}""")]
    [TestCase("""{"rates":{"http_418":0.1}}""")]
    [TestCase("""{"next":["nonsense"]}""")]
    [TestCase("""{"target":"somebody"}""")]
    [TestCase("""{"speed":1}""")]
    public async Task a_plan_that_makes_no_sense_is_refused(string plan)
    {
        Assert.That((await Server.Faults(plan)).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task a_retry_with_the_request_id_after_a_lost_answer_writes_nothing_more()
    {
        await Next("close_after_commit");
        Assert.That(() => Server.Company("journalentry?requestid=r", Server.Entry("A-1")), Throws.InstanceOf<HttpRequestException>());

        var retry = await Server.Company("journalentry?requestid=r", Server.Entry("A-1"));

        Assert.That(retry.Entry.GetProperty("Id").GetString(), Is.EqualTo("1"));
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }
}
