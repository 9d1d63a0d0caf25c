using Microsoft.Playwright;

namespace AccountingSync.Browser.Tests.Pages;

/// <summary>One Chromium for the whole assembly; every test gets a fresh context of it.</summary>
[SetUpFixture]
public sealed class Browser
{
    const string Executable = "/usr/bin/chromium";

    static readonly SemaphoreSlim Starting = new(1);
    static IPlaywright? playwright;
    static IBrowser? chromium;

    public static async Task<IBrowserContext> Open(BrowserNewContextOptions options)
    {
        await Starting.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            chromium ??= await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = Executable,
                    Headless = true,
                    Args =
                    [
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
        }
        finally
        {
            Starting.Release();
        }
        return await chromium.NewContextAsync(options);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (chromium is not null)
            await chromium.CloseAsync();
        playwright?.Dispose();
    }
}
