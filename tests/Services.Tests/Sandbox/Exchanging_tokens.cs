using System.Net.Http.Headers;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Exchanging_tokens : Running_sandbox
{
    [Test]
    public async Task a_code_gives_tokens_once()
    {
        var first = await Server.Token(("grant_type", "authorization_code"), ("code", "once"));
        var second = await Server.Token(("grant_type", "authorization_code"), ("code", "once"));

        Assert.That(first.Json.GetProperty("token_type").GetString(), Is.EqualTo("bearer"));
        Assert.That(first.Json.GetProperty("expires_in").GetInt32(), Is.EqualTo(3600));
        Assert.That(first.Json.GetProperty("x_refresh_token_expires_in").GetInt32(), Is.EqualTo(8_640_000));
        Assert.That((second.Status, second.Json.GetProperty("error").GetString()), Is.EqualTo((400, "invalid_grant")));
    }

    [Test]
    public async Task a_token_older_than_an_hour_is_refused_in_the_lower_case_shape()
    {
        Server.Clock.Advance(TimeSpan.FromSeconds(3600));

        var reply = await Server.Company("account/1");

        Assert.That(reply.Status, Is.EqualTo(401));
        var fault = reply.Json.GetProperty("fault");
        Assert.That(fault.GetProperty("type").GetString(), Is.EqualTo("AUTHENTICATION"));
        var error = fault.GetProperty("error")[0];
        Assert.That(error.GetProperty("message").GetString(), Is.EqualTo("message=AuthenticationFailed; errorCode=003200; statusCode=401"));
        Assert.That(error.GetProperty("code").GetString(), Is.EqualTo("3200"));
        Assert.That(reply.Json.GetProperty("time").GetInt64(), Is.EqualTo(Server.Clock.Now.ToUnixTimeMilliseconds()));
    }

    [Test]
    public async Task a_token_that_was_never_issued_is_refused()
    {
        Server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "guessed");
        Assert.That((await Server.Company("account/1")).Status, Is.EqualTo(401));

        Server.Http.DefaultRequestHeaders.Authorization = null;
        Assert.That((await Server.Company("account/1")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task a_refresh_rotates_and_the_old_token_works_only_within_the_grace()
    {
        var old = (await Server.Connect()).GetProperty("refresh_token").GetString()!;
        var first = await Server.Token(("grant_type", "refresh_token"), ("refresh_token", old));
        Server.Clock.Advance(TimeSpan.FromSeconds(300));
        var inGrace = await Server.Token(("grant_type", "refresh_token"), ("refresh_token", old));
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await Server.Token(("grant_type", "refresh_token"), ("refresh_token", old));

        Assert.That(first.Json.GetProperty("refresh_token").GetString(), Is.Not.EqualTo(old));
        Assert.That(inGrace.Status, Is.EqualTo(200));
        Assert.That((late.Status, late.Json.GetProperty("error").GetString()), Is.EqualTo((400, "invalid_grant")));
        Server.Use(first.Json);
        Assert.That((await Server.Company($"account/{Server.Cash}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task a_refresh_token_lives_a_hundred_days()
    {
        var token = (await Server.Connect()).GetProperty("refresh_token").GetString()!;
        Server.Clock.Advance(TimeSpan.FromDays(100));

        Assert.That((await Server.Token(("grant_type", "refresh_token"), ("refresh_token", token))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task a_wrong_client_is_refused()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "authorization_code"), KeyValuePair.Create("code", "x")]);
        var reply = await Reply.Of(await Server.Http.PostAsync(new Uri("/quickbooks/oauth2/v1/tokens/bearer", UriKind.Relative), form));

        Assert.That((reply.Status, reply.Json.GetProperty("error").GetString()), Is.EqualTo((401, "invalid_client")));
    }

    [Test]
    public async Task an_unknown_grant_type_is_refused()
    {
        var reply = await Server.Token(("grant_type", "password"));

        Assert.That(reply.Json.GetProperty("error").GetString(), Is.EqualTo("unsupported_grant_type"));
    }
}
