using AccountingSync.Browser.Tests.Installation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AccountingSync.Browser.Tests.Pages;

public sealed class Looking_at_the_overview : PageTest
{
    [Test]
    public async Task The_figures_are_those_of_the_services()
    {
        await SignIn(Installation.FinanceKey);
        await Expect(Figure("received")).ToHaveTextAsync("1,312");
        await Expect(Figure("posted")).ToHaveTextAsync("1,301");
        await Expect(Figure("held")).ToHaveTextAsync("4");
        await Expect(Figure("refused")).ToHaveTextAsync("7");
        await Expect(Figure("duplicates")).ToHaveTextAsync("131");
        await Expect(Figure("pushed-quickbooks")).ToHaveTextAsync("1,286");
        await Expect(Figure("pushed-journal")).ToHaveTextAsync("1,301");
        await Expect(Figure("discrepancies")).ToHaveTextAsync("3");
    }

    [Test]
    public async Task The_trial_balance_has_debits_credits_and_a_difference_of_zero_in_each_currency()
    {
        await SignIn(Installation.FinanceKey);
        var usd = Page.GetByRole(AriaRole.Table, new() { Name = "USD" });
        await Expect(Cells(usd, "assets:cash")).ToHaveTextAsync(["8,412.30", ""]);
        await Expect(Cells(usd, "liabilities:tips")).ToHaveTextAsync(["", "1,975.50"]);
        await Expect(Cells(usd, "Total")).ToHaveTextAsync(["82,167.44", "82,167.44"]);
        await Expect(Cells(usd, "Difference balanced")).ToHaveTextAsync(["0.00"]);
        await Expect(usd.GetByText("assets:bank:closed")).ToHaveCountAsync(0);
        await Expect(Cells(Page.GetByRole(AriaRole.Table, new() { Name = "JPY" }), "income:sales:clothing")).ToHaveTextAsync(["", "48,500"]);
        await Expect(Cells(Page.GetByRole(AriaRole.Table, new() { Name = "KWD" }), "Difference balanced")).ToHaveTextAsync(["0.000"]);
    }

    [Test]
    public async Task A_trial_balance_that_does_not_balance_says_so()
    {
        Installation.Ledger.Answers(
            "GET /internal/trial-balance",
            """[{"account":"assets:cash","currency":"USD","balance":10.00},{"account":"income:sales","currency":"USD","balance":-1010.50}]"""
        );
        await SignIn(Installation.FinanceKey);
        await Expect(Cells(Page.GetByRole(AriaRole.Table, new() { Name = "USD" }), "Difference not balanced")).ToHaveTextAsync(["(1,000.50)"]);
    }

    [Test]
    public async Task What_is_held_stands_there_with_its_reason()
    {
        await SignIn(Installation.FinanceKey);
        var row = Section("Held").GetByRole(AriaRole.Row, new() { Name = "po_1Q7aXmTk21" });
        await Expect(row).ToContainTextAsync("No rule of retail 1 matches kind payout with attributes.status failed.");
        await Expect(row.GetByRole(AriaRole.Rowheader)).ToContainTextAsync("stripe");
    }

    [Test]
    public async Task Closed_months_stand_there_with_what_waits_for_them()
    {
        await SignIn(Installation.FinanceKey);
        await Expect(Section("Closed months").GetByRole(AriaRole.Row, new() { Name = "2026-02 closed by" }))
            .ToContainTextAsync("the rules ask to open it again");
        await Expect(Section("Closed months").GetByRole(AriaRole.Row, new() { Name = "sale-118" })).ToContainTextAsync("2026-02 is closed");
    }

    [Test]
    public async Task Somebody_else_opens_a_month_again()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Open it again" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("2026-02 is open again");
        Assert.That(Installation.TakeSeen().Select(seen => seen.Path), Has.Member("/internal/periods/2026-02/reopen"));
    }

    [Test]
    public async Task What_waits_is_posted_on_the_next_open_day()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Post on the next open day" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("posted on the next open day");
        Assert.That(
            Installation.TakeSeen().Single(seen => seen.Path == "/internal/periods/waiting/post").Body,
            Does.Contain(FakeInstallation.KnownEntry).And.Contain("\"by\":")
        );
    }

    [Test]
    public async Task What_does_not_agree_stands_there_with_its_evidence()
    {
        await SignIn(Installation.FinanceKey);
        var row = Section("Does not agree").GetByRole(AriaRole.Row, new() { Name = "Edited in platform" });
        await Expect(row).ToContainTextAsync("entry of 118.00 USD on 2026-11-21");
        await Expect(row).ToContainTextAsync("document 1417 of 118.00 USD, edited: amount of income:sales:kitchen 95.00, sent 100.00");
    }

    [Test]
    public async Task Payouts_stand_there_with_what_is_left_of_them()
    {
        await SignIn(Installation.FinanceKey);
        var row = Section("Payouts").GetByRole(AriaRole.Row, new() { Name = "po_1" });
        await Expect(row).ToContainTextAsync("Not zero");
        await Expect(row).ToContainTextAsync("-100.00 USD left, over the payout and 3 transactions");
        await Expect(row).ToContainTextAsync("94.70 USD");
        await Expect(Section("Payouts").GetByRole(AriaRole.Row, new() { Name = "po_0" }))
            .ToContainTextAsync("the source does not say what it settles");
    }

    [Test]
    public async Task Summaries_stand_there_with_their_document_and_with_what_waits()
    {
        await SignIn(Installation.FinanceKey);
        var made = Section("Summaries").GetByRole(AriaRole.Row, new() { Name = "front-shop/USD" });
        await Expect(made).ToContainTextAsync("books");
        await Expect(made).ToContainTextAsync("2026-01-31");
        await Expect(made).ToContainTextAsync("part 2");
        await Expect(made).ToContainTextAsync("Written");
        await Expect(made).ToContainTextAsync("40 entries");
        await Expect(made).ToContainTextAsync("1,204.50 USD");
        var waiting = Section("Summaries").GetByRole(AriaRole.Row, new() { Name = "stripe/EUR" });
        await Expect(waiting).ToContainTextAsync("Waiting");
        await Expect(waiting).ToContainTextAsync("until 2026-11-22 04:00:00 UTC");
        await Expect(waiting.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_summary_leads_to_the_transactions_behind_its_lines()
    {
        Expected.Add("404"); // The recorded neighbours know another transaction.
        await SignIn(Installation.FinanceKey);
        await Section("Summaries").GetByRole(AriaRole.Link, new() { Name = "front-shop/USD" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Summary");
        await Expect(Page.GetByText("sale-38")).ToBeVisibleAsync();
        Installation.TakeSeen();
        await Page.GetByRole(AriaRole.Link, new() { Name = "income:sales" }).First.ClickAsync();
        await Expect(Page.GetByText("Only entries with a line on")).ToContainTextAsync("income:sales");
        Assert.That(Installation.TakeSeen().Select(seen => seen.Path), Has.Member($"/internal/summaries/{FakeInstallation.KnownEntry}/entries"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "sale-38" }).ClickAsync();
        await Expect(Page.GetByLabel("Transaction id")).ToHaveValueAsync("sale-38");
    }

    [Test]
    public async Task A_summary_that_does_not_exist_says_so()
    {
        Expected.Add("404");
        await SignIn(Installation.FinanceKey);
        await Page.GotoAsync("/summaries?id=00000000-0000-0000-0000-000000000001");
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("There is no such summary");
    }

    [Test]
    public async Task The_newest_entry_comes_first()
    {
        await SignIn(Installation.FinanceKey);
        var rows = Section("Latest entries").GetByRole(AriaRole.Row);
        await Expect(rows.Nth(1)).ToContainTextAsync("dp_1Q8NeFTk21-opened");
        await Expect(rows.Nth(5)).ToContainTextAsync("48,500 JPY");
    }

    [Test]
    public async Task A_number_changes_by_itself()
    {
        await SignIn(Installation.FinanceKey);
        await Expect(Figure("received")).ToHaveTextAsync("1,312");
        Installation.Ingestion.Answers("GET /internal/counts", """{"accepted":1313,"duplicates":131,"conflicts":2,"refused":7,"unknown_events":1}""");
        await Expect(Figure("received")).ToHaveTextAsync("1,313");
    }

    [Test]
    public async Task What_did_not_change_is_not_sent_again()
    {
        await SignIn(Installation.FinanceKey);
        var response = await Page.WaitForResponseAsync(response => response.Url.Contains("handler=Live", StringComparison.Ordinal));
        Assert.That(response.Status, Is.EqualTo(204));
    }

    [Test]
    public async Task An_empty_system_says_what_will_come()
    {
        Installation.Ledger.Answers("GET /internal/trial-balance", "[]");
        Installation.Ledger.Answers("GET /internal/entries", "[]");
        Installation.Transformation.Answers("GET /internal/held", "[]");
        Installation.Ledger.Answers("GET /internal/periods", "[]");
        Installation.Ledger.Answers("GET /internal/periods/waiting", "[]");
        Installation.Reconciliation.Answers("GET /internal/discrepancies", "[]");
        Installation.Reconciliation.Answers("GET /internal/payouts", "[]");
        Installation.Platforms.Answers("GET /internal/pushes/counts", "[]");
        Installation.Platforms.Answers("GET /internal/summaries", "[]");
        await SignIn(Installation.FinanceKey);
        await Expect(Section("Trial balance")).ToContainTextAsync("Balances appear with the first one");
        await Expect(Section("Held")).ToContainTextAsync("Nothing is held");
        await Expect(Section("Does not agree")).ToContainTextAsync("Source, ledger and platforms agree.");
        await Expect(Section("Latest entries")).ToContainTextAsync("No entry is posted yet.");
        await Expect(Section("Closed months")).ToHaveCountAsync(0);
        await Expect(Section("Payouts")).ToHaveCountAsync(0);
        await Expect(Section("Summaries")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_service_that_is_down_is_named_and_the_rest_is_shown()
    {
        Installation.Ledger.IsDown = true;
        await SignIn(Installation.FinanceKey);
        await Expect(Page.Locator("#live").GetByRole(AriaRole.Alert)).ToContainTextAsync("ledger-writer");
        await Expect(Section("Trial balance")).ToContainTextAsync("The ledger does not answer.");
        await Expect(Figure("received")).ToHaveTextAsync("1,312");
        Installation.Ledger.IsDown = false;
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "USD" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Finance_has_no_button_to_retry()
    {
        await SignIn(Installation.FinanceKey);
        await Expect(Section("Held").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_operator_retries_what_is_held()
    {
        await SignIn(Installation.OperatorKey);
        await Section("Held").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("4 held transactions");
        var retry = Installation.Transformation.Seen.Single(seen => seen.Path == "/internal/held/retry");
        Assert.That(retry.Organisation, Is.EqualTo("acme"));
    }

    [Test]
    public async Task Anybody_compares_all_sides()
    {
        await SignIn(Installation.FinanceKey);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Compare now" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToContainTextAsync("compared just now");
    }

    ILocator Figure(string name) => Page.Locator($"#figure-{name}");

    ILocator Section(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    static ILocator Cells(ILocator table, string row) =>
        table
            .GetByRole(AriaRole.Row)
            .Filter(new() { Has = table.Page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) })
            .GetByRole(AriaRole.Cell);
}
