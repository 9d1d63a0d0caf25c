using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.FixDays;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A gateway loses webhooks, and knows by its list of events what it had to tell.</summary>
public sealed class Asking_a_source_what_webhooks_lost
{
    [Test]
    public async Task refills_it_and_nothing_else()
    {
        await using var gateway = await PulledGateway.Open("pull-refill");
        await gateway.Shop.SetUp(
            $"day-settings?organisation={Shop.Organisation}",
            new DaySettingToSet(Source: null, "America/New_York", TimeOnly.MinValue, "test")
        );
        var played = await gateway.Play(charges: 150, lost: 0.05, duplicates: 0.1);
        await gateway.AddPull();

        await gateway.Decide("run");

        var last = await gateway.Over(1);
        var lost = played.GetProperty("lost").GetArrayLength();
        Assert.That(lost, Is.GreaterThan(5));
        Assert.That(Text(last, "state"), Is.EqualTo("done"), last.GetRawText());
        Assert.That(last.GetProperty("why").ValueKind, Is.EqualTo(JsonValueKind.Null), last.GetRawText());
        Assert.That(last.GetProperty("events").GetInt32(), Is.EqualTo(played.GetProperty("events").GetArrayLength()));
        Assert.That(last.GetProperty("pages").GetInt32(), Is.EqualTo(2));
        Assert.That(last.GetProperty("refilled").GetInt32(), Is.EqualTo(await Polled(gateway, "count(*)")).And.GreaterThanOrEqualTo(lost));
        Assert.That(await Polled(gateway, "count(DISTINCT event)"), Is.EqualTo(lost));
        Assert.That(
            await Polled(gateway, "count(*) FILTER (WHERE told.occurred_on = (told.occurred_at AT TIME ZONE 'America/New_York')::date)"),
            Is.EqualTo(await Polled(gateway, "count(*)")),
            "Each has its business day"
        );
        Assert.That((await gateway.Shop.Counts())["conflicts"], Is.Zero);
        var expected = played.GetProperty("expected");
        foreach (var (kind, prefix) in new[] { ("charge", "ch"), ("refund", "re"), ("dispute", "dp") })
            Assert.That(await gateway.Count("count(*)", $"id LIKE '{prefix}_%'"), Is.EqualTo(expected.GetProperty(kind).GetInt64()), kind);
        await Eventually.That(
            () => gateway.Count("count(*)", "id LIKE 'txn_%'"),
            Is.EqualTo(expected.GetProperty("fee").GetInt64()),
            "The fee of each, also of what was refilled"
        );

        await gateway.Decide("run");

        Assert.That((await gateway.Over(2)).GetProperty("refilled").GetInt32(), Is.Zero, "The second finds what the first brought");
        Assert.That(
            await gateway.Shop.Office.Read<long>("SELECT count(*) FROM ingestion.pulls WHERE asked_until > now() - interval '1 hour'"),
            Is.EqualTo(1)
        );
    }

    static IEnumerable<string[]> Orders() =>
        from first in Ways
        from second in Ways
        from third in Ways
        where new[] { first, second, third }.Distinct().Count() == 3
        select new[] { first, second, third };

    static readonly string[] Ways = ["webhook", "poll", "file"];

    [Test]
    public async Task finds_one_transaction_by_webhook_by_poll_and_by_file_in_whichever_order_they_come()
    {
        await using var gateway = await PulledGateway.Open("pull-orders");
        var runs = 0;
        foreach (var (order, seed) in Orders().Select((order, index) => (order, seed: index + 1)))
        {
            var told = string.Join(", ", order);
            var played = await gateway.Play(charges: 1, lost: 1, seed: seed, payouts: false);
            var id = played.GetProperty("events").EnumerateArray().First().GetProperty("object").GetString()!;
            var body = (await gateway.Get("events?limit=100"))
                .GetProperty("data")
                .EnumerateArray()
                .Single(made => Text(made, "type") == "charge.succeeded" && Text(made.GetProperty("data").GetProperty("object"), "id") == id);
            foreach (var way in order)
                switch (way)
                {
                    case "webhook":
                        Assert.That((await gateway.Shop.Webhook(body.GetRawText())).Status, Is.EqualTo(200), told);
                        break;
                    case "poll":
                        await gateway.AddPull();
                        await gateway.Decide("run");
                        await gateway.Over(++runs);
                        break;
                    default:
                        await Import(gateway, body.GetProperty("data").GetProperty("object"));
                        break;
                }
            Assert.That(await gateway.Count("max(revision)::bigint", $"id = '{id}'"), Is.EqualTo(1), told);
            Assert.That(
                await gateway.Count("count(*)", $"id = '{id}'"),
                Is.EqualTo(order[0] == "file" ? 2 : 1),
                $"{told}: what the file told is taken back"
            );
            Assert.That((await gateway.Shop.Counts())["conflicts"], Is.Zero, told);
        }
        Assert.That(runs, Is.EqualTo(6));
    }

    [Test]
    public async Task goes_on_where_it_stopped_when_the_process_is_killed_between_two_pages()
    {
        await using var gateway = await PulledGateway.Open("pull-crash");
        var played = await gateway.Play(charges: 150, lost: 1);
        await gateway.AddPull();
        await gateway.Shop.Stop();
        var spec = gateway.Shop.Process("pull.page-taken:1", out var address);
        spec = spec with { Environment = spec.Environment.Append(new("Internal__Token", RunningService.InternalToken)).ToDictionary() };
        await using (var doomed = await ChildProcess.StartAsync(spec))
        {
            await doomed.WaitForPortAsync(address.Port, TimeSpan.FromSeconds(30));
            using var http = new HttpClient { BaseAddress = new Uri(address, "internal/") };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.InternalToken);
            await Eventually.That(() => Begins(http), Is.True, "Its schedule");
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        Assert.That(await gateway.Shop.Office.Read<int>("SELECT pages FROM ingestion.pull_runs"), Is.EqualTo(1), "The first page is there");

        await gateway.Shop.Start();

        var last = await gateway.Over(1);
        Assert.That((Text(last, "state"), last.GetProperty("attempts").GetInt32(), last.GetProperty("pages").GetInt32()), Is.EqualTo(("done", 2, 2)));
        Assert.That(last.GetProperty("events").GetInt32(), Is.EqualTo(played.GetProperty("events").GetArrayLength()), "Each was listed once");
        Assert.That(await gateway.Count("count(*)", "id LIKE 'ch_%'"), Is.EqualTo(150));
        Assert.That(last.GetProperty("duplicates").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task is_done_by_one_process_at_a_time_however_many_there_are()
    {
        await using var gateway = await PulledGateway.Open("pull-two");
        await gateway.Play(charges: 120, lost: 1);
        await gateway.AddPull();
        var other = await gateway.Shop.Office.Start(
            typeof(Connection),
            "ingestion",
            "ingestion",
            new Dictionary<string, string> { ["KeyRing:File"] = gateway.Shop.KeyRing },
            services => services.AddSingleton<TimeProvider>(gateway.Shop.Clock)
        );
        await Eventually.That(() => Begins(other.Internal), Is.True, "The second process's schedule");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.Decide("run")).Append(gateway.Decide("run", service: other.Internal)));

        await gateway.Over(5);
        Assert.That(
            await gateway.Shop.Office.Read<long>(
                "SELECT count(*) FROM ingestion.pull_runs one JOIN ingestion.pull_runs other ON one.id < other.id AND one.began_at < other.ended_at AND other.began_at < one.ended_at"
            ),
            Is.Zero,
            "No two at the same time"
        );
        Assert.That(
            await gateway.Shop.Office.Read<long>("SELECT sum(refilled)::bigint FROM ingestion.pull_runs"),
            Is.EqualTo(await Polled(gateway, "count(*)"))
        );
        Assert.That(await gateway.Count("count(*)", "id LIKE 'ch_%'"), Is.EqualTo(120));
    }

    [Test]
    public async Task begins_by_the_clock_and_not_while_it_is_paused()
    {
        await using var gateway = await PulledGateway.Open("pull-clock");
        var now = gateway.Shop.Clock.GetUtcNow();
        gateway.Shop.Clock.Shift = TimeSpan.FromSeconds(57 - now.Second); // Three seconds to the full minute.
        await gateway.AddPull("* * * * *");
        Assert.That((await gateway.Over(1)).GetProperty("state").GetString(), Is.EqualTo("done"));

        Assert.That(Text(await gateway.Decide("pause"), "state"), Is.EqualTo("paused"));

        Assert.That(Text(await gateway.Decide("run", status: 409), "detail"), Does.Contain("acsync pulls resume"));
        Assert.That(
            await gateway.Shop.Office.Read<long>("SELECT count(*) FROM ingestion_schedule.qrtz_triggers"),
            Is.Zero,
            "Nothing is scheduled any more"
        );
        var resumed = await gateway.Decide("resume");
        Assert.That((Text(resumed, "state"), resumed.GetProperty("next_run").ValueKind), Is.EqualTo(("waiting", JsonValueKind.String)));
        await Eventually.That(
            () => gateway.Shop.Office.Read<long>("SELECT count(*) FROM ingestion_schedule.qrtz_triggers"),
            Is.EqualTo(1),
            "It is scheduled again"
        );
    }

    [TestCase("shop", """{"connection":"shop-stripe","cron":"daily"}""", 400, "cron")]
    [TestCase("shop", """{"connection":"another","cron":"0 * * * *"}""", 404, "another")]
    [TestCase("others", """{"connection":"shop-stripe","cron":"0 * * * *"}""", 404, "shop-stripe")]
    public async Task says_why_it_cannot_be_added(string organisation, string asked, int status, string names)
    {
        await using var shop = await Shop.Open("pull-refused");
        using var body = new StringContent(asked, Encoding.UTF8, "application/json");
        using var answer = await shop.Service.Internal.PostAsync($"pulls?organisation={organisation}", body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(names));
    }

    static async Task<bool> Begins(HttpClient service)
    {
        using var answer = await service.PostAsync($"pulls/{Shop.Gateway}/run?organisation={Shop.Organisation}", content: null);
        return answer.IsSuccessStatusCode;
    }

    static Task<long> Polled(PulledGateway gateway, string what) =>
        gateway.Shop.Office.Read<long>(
            $"SELECT {what} FROM ingestion.transactions told JOIN ingestion.events sent ON sent.id = told.event WHERE sent.door = 'poll'"
        );

    static async Task Import(PulledGateway gateway, JsonElement charge)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(charge.GetProperty("created").GetInt64()).UtcDateTime;
        var gross = charge.GetProperty("amount").GetInt64() / 100m;
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(charge, "balance_transaction")},{at:yyyy-MM-dd HH:mm:ss},usd,{gross:0.00},0.00,{gross:0.00},charge,{Text(charge, "id")},\n"
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/imports?source={Shop.Gateway}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(StripeFile.Header + row)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Shop.Key);
        using var answer = await gateway.Shop.Service.Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
