using AccountingSync.Browser.Tests.Installation;
using Microsoft.Playwright;

namespace AccountingSync.Browser.Tests.Pages;

/// <summary>A test in a browser. It fails when the page reports an error in its console or asks anything of another host.</summary>
public abstract class PageTest : ConsoleTest
{
    readonly List<string> complaints = [];
    IBrowserContext context = null!;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Parts of error messages that a test provokes on purpose.</summary>
    protected List<string> Expected { get; } = [];

    protected virtual BrowserNewContextOptions Options => new();

    [SetUp]
    public async Task OpenBrowser()
    {
        complaints.Clear();
        Expected.Clear();
        var options = Options;
        options.BaseURL = Installation.Address;
        context = await Browser.Open(options);
        Page = await context.NewPageAsync();
        Page.SetDefaultTimeout(10_000);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        Page.PageError += (_, error) => complaints.Add(error);
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host is not ("127.0.0.1" or "localhost"))
                complaints.Add($"asked another host: {request.Url}");
        };
    }

    [TearDown]
    public async Task CloseBrowser()
    {
        await context.CloseAsync();
        Assert.That(complaints.Where(text => !Expected.Exists(text.Contains)), Is.Empty);
    }

    protected async Task SignIn(string key)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("API key").FillAsync(key);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
