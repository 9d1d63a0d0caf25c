using System.Net;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Answering_browsers : ConsoleTest
{
    [TestCase("/sign-in")]
    [TestCase("/v1/summary")]
    [TestCase("/nothing")]
    [TestCase("/assets/console.css")]
    public async Task Every_answer_forbids_foreign_content(string address)
    {
        using var response = await Installation.Get(address, key: null);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(response.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
    }

    [TestCase("/")]
    [TestCase("/?handler=Live")]
    [TestCase("/transactions")]
    public async Task Pages_send_strangers_to_the_sign_in(string address)
    {
        using var response = await Installation.Get(address, key: null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(response.Headers.Location!.ToString(), Does.Contain("/sign-in"));
        Assert.That(Installation.TakeSeen(), Is.Empty);
    }

    [Test]
    public async Task A_key_in_the_header_opens_no_page()
    {
        using var response = await Installation.Get("/", Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_form_of_another_site_is_refused()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", Installation.FinanceKey)]);
        using var response = await Installation.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(response.Headers.Contains("Set-Cookie"), Is.False);
    }

    [Test]
    public async Task A_page_that_does_not_exist_says_so_in_html()
    {
        using var response = await Installation.Get("/nothing", key: null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("There is no such page"));
    }
}
