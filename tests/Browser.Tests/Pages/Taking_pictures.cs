using AccountingSync.Browser.Tests.Installation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AccountingSync.Browser.Tests.Pages;

/// <summary>Pictures of every page for people to look at, in artifacts/screenshots; and the page fits its window.</summary>
[TestFixture(ColorScheme.Light, 1440, 900)]
[TestFixture(ColorScheme.Dark, 1440, 900)]
[TestFixture(ColorScheme.Light, 390, 844)]
[TestFixture(ColorScheme.Dark, 390, 844)]
public sealed class Taking_pictures(ColorScheme scheme, int width, int height) : PageTest
{
    protected override BrowserNewContextOptions Options =>
        new()
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        };

    [Test]
    public async Task Of_every_page()
    {
        Expected.Add("401");
        Expected.Add("404");
        await SignIn("wrong");
        await Take("sign-in");
        await SignIn(Installation.OperatorKey);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await Take("overview");
        Installation.Ledger.IsDown = true;
        await Page.ReloadAsync();
        await Take("overview-without-ledger");
        Installation.Ledger.IsDown = false;
        await Page.GotoAsync($"/summaries?id={FakeInstallation.KnownEntry}");
        await Take("summary");
        await Page.GotoAsync("/transactions?source=stripe&id=ch_3Q8LkfTk21");
        await Take("timeline");
        await Page.GotoAsync("/transactions");
        await Take("transactions");
        await Page.GotoAsync("/nothing");
        await Take("no-such-page");
    }

    async Task Take(string name)
    {
        var overflow = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.That(overflow, Is.Zero, $"{name} is wider than its window");
        var file = $"{name}-{scheme}-{width}.png".ToLowerInvariant();
        await Page.ScreenshotAsync(new() { Path = Path.Combine(SourceTree.Root, "artifacts", "screenshots", file), FullPage = true });
    }
}
