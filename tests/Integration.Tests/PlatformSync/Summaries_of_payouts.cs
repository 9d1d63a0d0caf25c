using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>The real service, a connection to a journal file with a document for each payout, and news of entries and payouts in any order.</summary>
public sealed class Summaries_of_payouts
{
    static readonly DateTimeOffset PaidAt = new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero);

    Company company = null!;
    RunningService service = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        company = await Company.Open("payout-summaries");
        service = await company.Start();
    }

    [OneTimeTearDown]
    public async Task Close() => await company.DisposeAsync();

    [Test]
    public async Task gather_what_they_settle_whether_it_came_before_or_comes_after()
    {
        await Connect("pay-shop");
        await company.Posted("pay-shop", "sale-1", "sale-3");
        await Waiting("pay-shop", "front-shop/USD 2");
        await company.Asserted("pay-shop", "po_1", PaidAt, "sale-1", "sale-2");
        await Waiting("pay-shop", "front-shop/USD 1, payout:front-shop/po_1/USD 1");
        await company.Posted("pay-shop", "sale-2", "po_1");
        await Waiting("pay-shop", "front-shop/USD 1, payout:front-shop/po_1/USD 3");

        await ComesItsTime("pay-shop");
        await company.Written("pay-shop", 1);

        var summaries = (await Summaries("pay-shop")).Select(Told);
        // Sales of January stay in January, though they were paid in February.
        Assert.That(
            summaries,
            Is.EqualTo([("2026-01-31", "front-shop/USD", "waiting", 1), ("2026-01-31", "payout:front-shop/po_1/USD", "written", 3)])
        );
        Assert.That(
            await company.Office.Read<string>("SELECT entry ->> 'Rule' FROM platform.pushes WHERE organisation = 'pay-shop'"),
            Is.EqualTo("payout")
        );
    }

    [Test]
    public async Task what_comes_when_the_document_is_written_is_another_document_of_the_same_payout()
    {
        await Connect("late-pay-shop");
        await company.Asserted("late-pay-shop", "po_1", PaidAt, "sale-1", "sale-2");
        await company.Posted("late-pay-shop", "sale-1");
        await Waiting("late-pay-shop", "payout:front-shop/po_1/USD 1");
        await ComesItsTime("late-pay-shop");
        await company.Written("late-pay-shop", 1);

        // Told once more, and by another payout too: the first stays the one.
        await company.Asserted("late-pay-shop", "po_1", PaidAt, "sale-1", "sale-2");
        await company.Asserted("late-pay-shop", "po_2", PaidAt, "sale-2");
        await company.Posted("late-pay-shop", "sale-2");
        await Waiting("late-pay-shop", "payout:front-shop/po_1/USD 1");
        await ComesItsTime("late-pay-shop");
        await company.Written("late-pay-shop", 2);

        Assert.That((await Summaries("late-pay-shop")).Select(summary => summary.GetProperty("number").GetInt32()), Is.EqualTo([1, 2]));
    }

    [Test]
    public async Task one_that_does_not_tell_what_it_settles_gathers_nothing_until_it_does()
    {
        await Connect("silent-pay-shop");
        await company.Posted("silent-pay-shop", "po_1", "sale-1");
        await company.Asserted("silent-pay-shop", "po_1", PaidAt, null);
        await company.Asserted("silent-pay-shop", "po_2", PaidAt, "sale-1");
        await Waiting("silent-pay-shop", "front-shop/USD 1, payout:front-shop/po_2/USD 1");
        await company.Asserted("silent-pay-shop", "po_1", PaidAt, "sale-7");
        await Waiting("silent-pay-shop", "payout:front-shop/po_1/USD 1, payout:front-shop/po_2/USD 1");
    }

    static (string?, string?, string?, int) Told(JsonElement summary) =>
        (
            summary.GetProperty("date").GetString(),
            summary.GetProperty("group").GetString(),
            summary.GetProperty("state").GetString(),
            summary.GetProperty("entries").GetInt32()
        );

    async Task Connect(string organisation)
    {
        using var answer = await service.Internal.PostAsJsonAsync(
            $"connections?organisation={organisation}",
            new NewConnection("books", "plain-text", new() { ["granularity"] = "payout" }, Secrets: null),
            Json.Snake
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    Task Waiting(string organisation, string groups) =>
        Eventually.That(
            () =>
                company.Office.Read<string>(
                    $"""
                    SELECT coalesce(string_agg(group_name || ' ' || entries, ', ' ORDER BY group_name COLLATE "C"), '')
                    FROM (SELECT group_name, count(*) AS entries FROM platform.summary_entries
                          WHERE organisation = '{organisation}' AND summary_id IS NULL GROUP BY group_name) AS waiting
                    """
                ),
            Is.EqualTo(groups),
            "What waits"
        );

    /// <summary>As if the morning after the payout had come.</summary>
    Task ComesItsTime(string organisation) =>
        company.Office.Do(
            $"""
            UPDATE platform.summary_entries SET due_at = now()
            WHERE organisation = '{organisation}' AND summary_id IS NULL AND group_name LIKE 'payout:%'
            """
        );

    async Task<IReadOnlyList<JsonElement>> Summaries(string organisation) =>
        [.. (await service.Internal.GetFromJsonAsync<JsonElement>($"summaries?organisation={organisation}")).EnumerateArray()];
}
