using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AccountingSync.Browser.Tests.Pages;

public sealed class Following_a_transaction : PageTest
{
    [Test]
    public async Task From_the_overview_to_its_timeline()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Link, new() { Name = "ch_3Q8LkfTk21" }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "ch_3Q8LkfTk21" })).ToBeVisibleAsync();
        var first = Page.GetByRole(AriaRole.Region, new() { Name = "Revision 1" });
        await Expect(first).ToContainTextAsync("By webhook, connection stripe-main, event evt_1Q8LkhTk21.");
        await Expect(first).ToContainTextAsync("By rule sale of retail, version 1");
        await Expect(first.GetByRole(AriaRole.Table, new() { Name = "Lines of entry 4101" })).ToContainTextAsync("income:sales:kitchen");
        await Expect(first).ToContainTextAsync("Taken back by entry 4166");
        await Expect(first).ToContainTextAsync("Edited in the platform, document 1417: amount of income:sales:kitchen 95.00, sent 100.00");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Revision 2" })).ToContainTextAsync("Account Period Closed");
    }

    [Test]
    public async Task Its_trace_opens_in_the_viewer()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GotoAsync("/transactions?source=stripe&id=ch_3Q8LkfTk21");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "0af7651916cd43dd8448eb211c80319c" }))
            .ToHaveAttributeAsync("href", "http://localhost:16686/trace/0af7651916cd43dd8448eb211c80319c");
    }

    [Test]
    public async Task By_searching_for_it()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Transactions" }).ClickAsync();
        await Page.GetByLabel("Source").FillAsync("stripe");
        await Page.GetByLabel("Transaction id").FillAsync("ch_3Q8LkfTk21");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Article)).ToContainTextAsync("2 revisions");
    }

    [Test]
    public async Task That_never_came_says_so()
    {
        Expected.Add("404");
        await SignIn(Installation.FinanceKey);
        await Page.GotoAsync("/transactions?source=stripe&id=%3Cb%3Enone%3C%2Fb%3E");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("No transaction <b>none</b> of stripe has come in.");
    }

    [Test]
    public async Task That_is_held_shows_why()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Link, new() { Name = "giftcard-8831" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Revision 1" }))
            .ToContainTextAsync("No rule of retail 1 matches kind adjustment.");
    }

    [Test]
    public async Task With_a_service_down_shows_the_rest()
    {
        Installation.Platforms.IsDown = true;
        await SignIn(Installation.FinanceKey);
        await Page.GotoAsync("/transactions?source=stripe&id=ch_3Q8LkfTk21");
        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "platform-sync" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Revision 1" })).ToContainTextAsync("Posted as entry 4101");
    }
}
