using System.Text.Json;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A pull was interrupted, and what it was at is not what is to be asked for any more.</summary>
public sealed class Pulls_that_did_not_end
{
    [Test]
    public async Task give_way_to_another_beginning_that_is_named_meanwhile()
    {
        await using var gateway = await PulledGateway.Open("pull-since");
        await gateway.AddPull();
        await Interrupt(gateway, position: null);
        var since = gateway.Start.AddHours(-5);
        await gateway.AddPull(since);

        await gateway.Decide("run");

        var last = await gateway.Over(2);
        Assert.That((Text(last, "state"), last.GetProperty("since").GetDateTimeOffset()), Is.EqualTo(("done", since.AddHours(-1))));
        Assert.That(await Ended(gateway, "failed"), Does.Contain("Another beginning"));
        Assert.That(await Cursor(gateway), Is.EqualTo(last.GetProperty("until").GetDateTimeOffset()));
    }

    [Test]
    public async Task do_not_move_the_cursor_when_another_beginning_is_named_while_they_work()
    {
        await using var gateway = await PulledGateway.Open("pull-since-running");
        await gateway.AddPull();
        var (beganFrom, until) = (await Cursor(gateway), gateway.Start.AddDays(1));
        var since = gateway.Start.AddDays(-3);
        await gateway.AddPull(since);

        await using (var session = await Session.Begin(gateway.Shop.Office.Owner, Shop.Organisation, CancellationToken.None))
        {
            await PullStore.AskedUntil(session, Shop.Gateway, beganFrom, until, CancellationToken.None);
            await session.Commit(CancellationToken.None);
        }

        Assert.That(await Cursor(gateway), Is.EqualTo(since));
    }

    [Test]
    public async Task begin_anew_when_the_source_forgot_the_place_where_they_were_to_go_on()
    {
        await using var gateway = await PulledGateway.Open("pull-forgotten");
        var played = await gateway.Play(charges: 5, lost: 1, payouts: false);
        await gateway.AddPull();
        await Interrupt(gateway, position: "evt_forgotten");

        await gateway.Decide("run");

        Assert.That(Text(await gateway.Over(1), "state"), Is.EqualTo("failed"));
        Assert.That(await Cursor(gateway), Is.EqualTo(gateway.Start));

        await gateway.Decide("run");

        var last = await gateway.Over(2);
        Assert.That(
            (Text(last, "state"), last.GetProperty("events").GetInt32()),
            Is.EqualTo(("done", played.GetProperty("events").GetArrayLength()))
        );
    }

    [Test]
    public async Task say_what_the_source_does_not_tell_any_more_by_now()
    {
        await using var gateway = await PulledGateway.Open("pull-lost");
        await gateway.AddPull();
        var from = gateway.Start.AddDays(-40);
        await gateway.Shop.Office.Do($"UPDATE ingestion.pulls SET asked_until = '{from:O}'");
        await Interrupt(gateway, position: null);

        await gateway.Decide("run");

        var last = await gateway.Over(1);
        Assert.That((Text(last, "state"), last.GetProperty("attempts").GetInt32()), Is.EqualTo(("done", 2)));
        Assert.That(last.GetProperty("lost_from").GetDateTimeOffset(), Is.EqualTo(from));
        Assert.That(
            last.GetProperty("lost_until").GetDateTimeOffset(),
            Is.EqualTo(last.GetProperty("since").GetDateTimeOffset())
                .And.EqualTo(gateway.Shop.Clock.GetUtcNow().AddDays(-30))
                .Within(TimeSpan.FromHours(2))
        );
    }

    [Test]
    public async Task keep_nothing_of_what_books_nothing()
    {
        await using var gateway = await PulledGateway.Open("pull-ignored");
        var played = await gateway.Play(charges: 3, lost: 1, payoutsUnderWay: true);
        await gateway.AddPull();

        await gateway.Decide("run");

        var listed = (await gateway.Over(1)).GetProperty("events").GetInt32();
        Assert.That(listed, Is.EqualTo(played.GetProperty("events").GetArrayLength()), "All are counted");
        Assert.That(
            await gateway.Shop.Office.Read<long>("SELECT count(*) FROM ingestion.events WHERE door = 'poll'"),
            Is.EqualTo(listed - 1),
            "payout.created is not kept"
        );
    }

    /// <summary>As a process leaves it that stopped in the middle.</summary>
    static Task Interrupt(PulledGateway gateway, string? position) =>
        gateway.Shop.Office.Do(
            $"""
            INSERT INTO ingestion.pull_runs (organisation, id, connection, began_from, since, until, position, seen_at, began_at)
            SELECT organisation, gen_random_uuid(), connection, asked_until, asked_until - overlap, now() - interval '1 minute',
                   {(position is null ? "NULL" : $"'{position}'")}, now() - interval '1 hour', now() - interval '1 hour'
            FROM ingestion.pulls
            """
        );

    static Task<string> Ended(PulledGateway gateway, string outcome) =>
        gateway.Shop.Office.Read<string>($"SELECT why FROM ingestion.pull_runs WHERE outcome = '{outcome}'");

    static async Task<DateTimeOffset> Cursor(PulledGateway gateway) => (await gateway.Pull()).GetProperty("asked_until").GetDateTimeOffset();

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
