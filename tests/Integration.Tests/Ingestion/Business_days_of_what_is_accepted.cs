using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.FixDays;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>The sale happened at half past eleven at night in New York, 04:30 UTC on the first of February.</summary>
public sealed class Business_days_of_what_is_accepted
{
    Shop shop = null!;

    [SetUp]
    public async Task Open() => shop = await Shop.Open("days");

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_fixed_by_the_clock_of_the_organisation_and_told_with_the_transaction()
    {
        await Set("America/New_York", "03:00");
        await shop.Send(Sale.Json("one"));

        Assert.That(await Day("one"), Is.EqualTo("2026-01-31"));
        Assert.That(await Told("one"), Is.EqualTo("2026-01-31"), "in the message to the other services");
        Assert.That(await Said("one"), Is.EqualTo("2026-01-31"), "and when the payload is read anew");
    }

    [Test]
    public async Task go_by_the_source_s_own_clock_where_it_has_one()
    {
        await Set("America/New_York", "00:00");
        await Set("Asia/Kolkata", "00:00", "kolkata");
        await shop.Send($"[{Sale.Json("one")},{Sale.Json("two", source: "kolkata")}]");

        Assert.That((await Day("one"), await Day("two")), Is.EqualTo(("2026-01-31", "2026-02-01")));
    }

    [Test]
    public async Task never_change_afterwards()
    {
        await Set("America/New_York", "00:00");
        await shop.Send(Sale.Json("one"));
        await Set("Asia/Tokyo", "00:00");
        await shop.Send(Sale.Json("one", "11.00", revision: 2));
        await shop.Send(Sale.Json("two"));

        Assert.Multiple(async () =>
        {
            Assert.That(await Day("one"), Is.EqualTo("2026-01-31"));
            Assert.That(await Day("one", revision: 2), Is.EqualTo("2026-01-31"), "a correction is of the same day");
            Assert.That(await Day("two"), Is.EqualTo("2026-02-01"), "what is accepted since then goes by the new clock");
            Assert.That(
                await shop.Office.Read<bool>(
                    "SELECT first_accepted_at = (SELECT received_at FROM ingestion.transactions WHERE id = 'one' AND revision = 1) FROM ingestion.transactions WHERE id = 'one' AND revision = 2"
                ),
                Is.True
            );
        });
    }

    [Test]
    public async Task change_with_a_time_that_is_corrected()
    {
        await Set("America/New_York", "00:00");
        await shop.Send(Sale.Json("one"));
        await Set("Asia/Tokyo", "00:00");
        var corrected = Sale.Json("one", revision: 2).Replace("2026-01-31T23:30:00-05:00", "2026-02-03T23:30:00-05:00", StringComparison.Ordinal);
        await shop.Send(corrected);

        Assert.That(await Day("one", revision: 2), Is.EqualTo("2026-02-04"));
    }

    [Test]
    public async Task are_left_to_the_rules_for_what_was_accepted_before_any_clock_was_set()
    {
        await shop.Send(Sale.Json("one"));
        await Set("Asia/Tokyo", "00:00");
        await shop.Send(Sale.Json("one", "11.00", revision: 2));
        await Set(null, "00:00");
        await shop.Send(Sale.Json("two"));

        Assert.That((await Day("one"), await Day("one", revision: 2), await Day("two")), Is.EqualTo(("", "", "")));
        Assert.That(await Told("one"), Is.Null);
    }

    [Test]
    public async Task are_the_same_for_every_revision_when_a_clock_is_set_while_they_come()
    {
        await Set("America/New_York", "00:00");
        var sending = Enumerable.Range(1, 40).Select(number => shop.Send(Sale.Json($"s-{number % 8}", $"{number}.00", revision: 1 + number / 8)));
        var setting = Enumerable.Range(0, 6).Select(number => Set(number % 2 == 0 ? "Asia/Tokyo" : "America/New_York", "00:00"));
        await Task.WhenAll([.. sending, .. setting]);

        Assert.That(
            await shop.Office.Read<long>(
                "SELECT count(*) FROM (SELECT id FROM ingestion.transactions GROUP BY id HAVING count(DISTINCT occurred_on) <> 1) AS several"
            ),
            Is.Zero
        );
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(40));
    }

    [Test]
    public async Task are_not_fixed_by_a_clock_that_does_not_exist()
    {
        using var answer = await Ask("Europe/Berlina", new TimeOnly(13, 0), "");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("errors")
            .EnumerateArray()
            .Select(error => error.GetString()!);
        Assert.That(errors.Select(error => error.Split(':')[0]), Is.EqualTo(new[] { "/source", "/time_zone", "/day_ends" }));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.day_settings"), Is.Zero);
    }

    async Task Set(string? zone, string ends, string? source = null)
    {
        using var answer = await Ask(zone, TimeOnly.Parse(ends, System.Globalization.CultureInfo.InvariantCulture), source);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    Task<HttpResponseMessage> Ask(string? zone, TimeOnly ends, string? source) =>
        shop.Service.Internal.PostAsJsonAsync(
            $"day-settings?organisation={Shop.Organisation}",
            new DaySettingToSet(source, zone, ends, "test"),
            Json.Snake
        );

    Task<string> Day(string id, int revision = 1) =>
        shop.Office.Read<string>($"SELECT coalesce(occurred_on::text, '') FROM ingestion.transactions WHERE id = '{id}' AND revision = {revision}");

    /// <summary>Of the message, which stays in the outbox while nobody takes it over.</summary>
    async Task<string?> Told(string id)
    {
        var messages = await shop.Office.Read<string[]>(
            "SELECT array_agg(convert_from(body, 'UTF8')) FROM ingestion.outbox WHERE message_type = 'SourceTransactionsReceived'"
        );
        var told = messages
            .SelectMany(message => JsonDocument.Parse(message).RootElement.GetProperty("items").EnumerateArray())
            .Select(item => item.GetProperty("transaction"))
            .First(transaction => transaction.GetProperty("id").GetString() == id && transaction.GetProperty("revision").GetInt32() == 1);
        return told.TryGetProperty("firstAccepted", out var first) ? first.GetProperty("occurredOn").GetString() : null;
    }

    async Task<string?> Said(string id)
    {
        using var answer = await shop.Service.Internal.PostAsJsonAsync(
            $"contents?organisation={Shop.Organisation}",
            new
            {
                keys = new[]
                {
                    new
                    {
                        source = "front-shop",
                        id,
                        revision = 1,
                    },
                },
            }
        );
        var content = (await answer.Content.ReadFromJsonAsync<JsonElement>())[0];
        return content.GetProperty("transaction").GetProperty("first_accepted").GetProperty("occurred_on").GetString();
    }
}
