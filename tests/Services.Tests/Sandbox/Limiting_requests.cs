namespace AccountingSync.Services.Tests.Sandbox;

sealed class Limiting_requests
{
    SandboxServer server = null!;

    [SetUp]
    public async Task Start()
    {
        server = await SandboxServer.StartEmpty();
        await server.Connect();
    }

    [TearDown]
    public async Task Stop() => await server.DisposeAsync();

    async Task<int> Accepted(int requests, string path = "query?query=select%20*%20from%20Account")
    {
        var accepted = 0;
        for (var sent = 0; sent < requests; sent++)
            accepted += (await server.Company(path)).Status == 200 ? 1 : 0;
        return accepted;
    }

    [Test]
    public async Task ten_in_a_second_and_the_eleventh_is_throttled()
    {
        Assert.That(await Accepted(11), Is.EqualTo(10));
        var throttled = await server.Company("query?query=select%20*%20from%20Account");
        Assert.That(throttled.Status, Is.EqualTo(429));
        Assert.That(throttled.Text, Does.Contain("message=ThrottleExceeded; errorCode=003001; statusCode=429"));

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await Accepted(1), Is.EqualTo(1));
        var census = await server.Census();
        Assert.That((census.GetProperty("requests").GetInt64(), census.GetProperty("throttled").GetInt64()), Is.EqualTo((13, 2)));
    }

    [Test]
    public async Task five_hundred_in_a_minute()
    {
        var accepted = 0;
        for (var second = 0; second < 51; second++)
        {
            accepted += await Accepted(10);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(accepted, Is.EqualTo(500));
    }

    [Test]
    public async Task forty_batches_in_a_minute()
    {
        var accepted = 0;
        for (var sent = 0; sent < 41; sent++)
        {
            accepted += (await server.Company("batch", """{"BatchItemRequest":[]}""")).Status == 200 ? 1 : 0;
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(accepted, Is.EqualTo(40));
    }

    [Test]
    public async Task they_can_be_switched_off_and_changed()
    {
        await server.Faults("""{"enforce_limits":false}""");
        Assert.That(await Accepted(30), Is.EqualTo(30));

        await server.Faults("""{"limits":{"per_minute":3,"per_second":3,"batches_per_minute":1}}""");
        Assert.That(await Accepted(5), Is.EqualTo(3));
    }
}
