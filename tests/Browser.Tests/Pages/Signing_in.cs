using AccountingSync.Security;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AccountingSync.Browser.Tests.Pages;

public sealed class Signing_in : PageTest
{
    [Test]
    public async Task With_a_key_that_nobody_has_is_refused()
    {
        Expected.Add("401");
        await SignIn(ApiKey.Generate());
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("not known");
        await Expect(Page.GetByLabel("API key")).ToHaveValueAsync("");
    }

    [Test]
    public async Task With_a_key_of_a_source_is_refused()
    {
        Expected.Add("401");
        await SignIn(Installation.SourceKey);
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("may not look at the books");
    }

    [Test]
    public async Task Leads_to_the_page_that_was_asked_for()
    {
        await Page.GotoAsync("/transactions?source=stripe&id=ch_3Q8LkfTk21");
        await Page.GetByLabel("API key").FillAsync(Installation.FinanceKey);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "ch_3Q8LkfTk21" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Never_leads_to_another_site()
    {
        await Page.GotoAsync("/sign-in?next=https%3A%2F%2Fexample.com%2F");
        await Page.GetByLabel("API key").FillAsync(Installation.FinanceKey);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Assert.That(Page.Url, Is.EqualTo(Installation.Address + "/"));
    }

    [Test]
    public async Task Leaves_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        await SignIn(Installation.FinanceKey);
        var cookie = (await Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "accountingsync");
        Assert.That(cookie.HttpOnly, Is.True);
        Assert.That(cookie.SameSite, Is.EqualTo(SameSiteAttribute.Strict));
        Assert.That(cookie.Value, Does.Not.Contain(Installation.FinanceKey));
    }

    [Test]
    public async Task Ends_with_signing_out()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Page.GotoAsync("/");
        await Expect(Page.GetByLabel("API key")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Ends_when_the_key_is_revoked()
    {
        Expected.Add("401");
        await SignIn(Installation.FinanceKey);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Installation.Revoke(Installation.FinanceKey);
        Installation.Clock.Advance(Console.Access.Credentials.CacheFor);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }
}
