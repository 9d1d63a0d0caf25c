using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>The real service, a connection to a journal file, and news of entries that were posted.</summary>
public sealed class Summaries_of_days
{
    Company company = null!;
    RunningService service = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        company = await Company.Open("summaries");
        service = await company.Start();
    }

    [OneTimeTearDown]
    public async Task Close() => await company.DisposeAsync();

    [Test]
    public async Task are_one_document_with_all_that_was_posted_behind_it()
    {
        await Connect("day-shop");
        await company.Posted("day-shop", [.. Enumerable.Range(1, 40).Select(number => $"sale-{number}")]);
        await Waiting("day-shop", 40);
        Assert.That(await Pushes("day-shop"), Is.Zero, "nothing goes before its time");

        await ComesItsTime("day-shop");
        await company.Written("day-shop", 1);

        var summary = (await Get($"summaries?organisation=day-shop"))[0];
        Assert.That(
            (summary.GetProperty("group").GetString(), summary.GetProperty("entries").GetInt32(), summary.GetProperty("state").GetString()),
            Is.EqualTo(("front-shop/USD", 40, "written"))
        );
        var document = await company.Office.Read<string>("SELECT entry ->> 'Lines' FROM platform.pushes WHERE organisation = 'day-shop'");
        Assert.That(document, Does.Contain("400").And.Contain("-400"));
        Assert.That(summary.GetProperty("totals").GetProperty("USD").GetDecimal(), Is.EqualTo(400m));
        var id = summary.GetProperty("summary_id").GetString();
        var alone = await Get($"summaries/{id}?organisation=day-shop");
        Assert.That(alone.GetProperty("summary").GetProperty("summary_id").GetString(), Is.EqualTo(id));
        Assert.That(
            alone.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("amount").GetDecimal()),
            Is.EquivalentTo([400m, -400m])
        );
        Assert.That((await Get($"summaries/{id}/entries?organisation=day-shop&account=assets:cash")).GetArrayLength(), Is.EqualTo(40));
        Assert.That((await Get($"summaries/{id}/entries?organisation=day-shop&account=assets:bank")).GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task what_comes_later_is_another_document_of_the_same_day_and_each_entry_is_in_one()
    {
        await Connect("late-shop");
        await company.Posted("late-shop", "sale-1", "sale-2");
        await Waiting("late-shop", 2);
        await ComesItsTime("late-shop");
        await company.Written("late-shop", 1);

        await company.Posted("late-shop", "sale-2", "sale-3");
        await Waiting("late-shop", 1);
        await ComesItsTime("late-shop");
        await company.Written("late-shop", 2);

        var summaries = await Get("summaries?organisation=late-shop");
        Assert.That(
            summaries
                .EnumerateArray()
                .Select(summary =>
                    (summary.GetProperty("date").GetString(), summary.GetProperty("number").GetInt32(), summary.GetProperty("entries").GetInt32())
                ),
            Is.EqualTo([("2026-01-31", 1, 2), ("2026-01-31", 2, 1)])
        );
        Assert.That(await Pushes("late-shop"), Is.EqualTo(2));
    }

    [Test]
    public async Task a_payment_is_found_in_the_document_of_its_day()
    {
        await Connect("found-shop");
        await company.Posted("found-shop", "sale-1", "sale-2");
        await Waiting("found-shop", 2);
        await ComesItsTime("found-shop");
        await company.Written("found-shop", 1);
        var entry = Accounting.EntryId.For("found-shop", "front-shop", "sale-2", 1, Accounting.EntryPart.Entry);

        var push = (await Get($"pushes/by-entry?organisation=found-shop&id={entry}"))[0];

        Assert.That(push.GetProperty("entry_id").GetGuid(), Is.EqualTo(entry));
        Assert.That(push.GetProperty("summary_id").ValueKind, Is.EqualTo(JsonValueKind.String));
        Assert.That(push.GetProperty("state").GetString(), Is.EqualTo("written"));
    }

    [Test]
    public async Task one_that_is_no_entry_waits_and_stops_no_other()
    {
        await Connect("broken-shop");
        await company.Posted("broken-shop", "sale-1", "sale-2");
        await Waiting("broken-shop", 2);
        await company.Office.Do(
            """
            UPDATE platform.summary_entries SET entry_date = entry_date - 1, entry = jsonb_set(entry, '{Lines,0,Amount}', '999')
            WHERE organisation = 'broken-shop' AND entry ->> 'TransactionId' = 'sale-1'
            """
        );

        await ComesItsTime("broken-shop");
        await company.Written("broken-shop", 1);

        await Waiting("broken-shop", 1);
        await Connect("next-shop");
        await company.Posted("next-shop", "sale-1");
        await Waiting("next-shop", 1);
        await ComesItsTime("next-shop");
        await company.Written("next-shop", 1);
    }

    [Test]
    public async Task a_connection_with_settings_that_say_nothing_is_refused()
    {
        using var answer = await Put("odd-shop", new() { ["granularity"] = "daily", ["time_zone"] = "Mars/Olympus" });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Mars/Olympus"));
    }

    async Task Connect(string organisation)
    {
        using var answer = await Put(organisation, new() { ["granularity"] = "daily" });
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    Task<HttpResponseMessage> Put(string organisation, Dictionary<string, string> settings) =>
        service.Internal.PostAsJsonAsync(
            $"connections?organisation={organisation}",
            new NewConnection("books", "plain-text", settings, Secrets: null),
            Json.Snake
        );

    Task Waiting(string organisation, int entries) =>
        Eventually.That(
            () =>
                company.Office.Read<string>(
                    $"""
                    SELECT (SELECT count(*) FROM platform.summary_entries WHERE organisation = '{organisation}' AND summary_id IS NULL)
                           || coalesce((SELECT ' ' || string_agg(DISTINCT reason, '; ') FROM platform.set_aside WHERE organisation = '{organisation}'), '')
                    """
                ),
            Is.EqualTo(entries.ToString(CultureInfo.InvariantCulture)),
            "Entries that wait"
        );

    /// <summary>As if the next morning had come.</summary>
    Task ComesItsTime(string organisation) =>
        company.Office.Do($"UPDATE platform.summary_entries SET due_at = now() WHERE organisation = '{organisation}' AND summary_id IS NULL");

    Task<long> Pushes(string organisation) =>
        company.Office.Read<long>($"SELECT count(*) FROM platform.pushes WHERE organisation = '{organisation}'");

    async Task<JsonElement> Get(string address) => await service.Internal.GetFromJsonAsync<JsonElement>(address);
}
