using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;
using AccountingSync.Reconciliation.Match;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>The whole way, from a gateway that loses, doubles and reorders webhooks to books of which it is shown that nothing is missing.</summary>
[Parallelizable]
public sealed class A_gateway_that_loses_webhooks
{
    PulledGateway gateway = null!;
    RunningService reconciliation = null!;

    [SetUp]
    public async Task Open()
    {
        gateway = await PulledGateway.Open("loses-webhooks");
        var office = gateway.Shop.Office;
        var keyRing = new Dictionary<string, string> { ["KeyRing:File"] = gateway.Shop.KeyRing };
        var transformation = await office.Start(typeof(RuleBooks), "transformation", "transformation", keyRing);
        await office.Start(typeof(Sealer), "ledger", "ledger_writer");
        reconciliation = await office.Start(
            typeof(Reconciler),
            "reconciliation",
            "reconciliation",
            new Dictionary<string, string> { ["Reconciliation:SettleSeconds"] = "3", ["Reconciliation:IntervalSeconds"] = "0.5" }
        );
        using var rules = await transformation.Internal.PostAsJsonAsync(
            $"rule-sets?organisation={Shop.Organisation}",
            new RuleSetToPublish(ShippedRuleSets.Text(ShippedRuleSets.Retail), "retail.yaml", "test"),
            Json.Snake
        );
        Assert.That(rules.IsSuccessStatusCode, Is.True, await rules.Content.ReadAsStringAsync());
    }

    [TearDown]
    public async Task Close() => await gateway.DisposeAsync();

    [Test]
    public async Task ends_with_complete_books_and_says_how_much_was_refilled()
    {
        var played = await gateway.Play(charges: 100, lost: 0.02, duplicates: 0.1);
        var lost = played.GetProperty("lost").GetArrayLength();
        Assert.That(lost, Is.GreaterThanOrEqualTo(2));
        await gateway.AddPull();

        await gateway.Decide("run");

        var refilled = (await gateway.Over(1)).GetProperty("refilled").GetInt32();
        Assert.That(refilled, Is.GreaterThanOrEqualTo(lost));
        var periods = await Eventually.That(Completeness, Has.Count.EqualTo(2).And.All.Matches<JsonElement>(IsComplete), "Both days complete");
        var expected = played.GetProperty("expected");
        var facts = new[] { "charge", "refund", "dispute", "fee", "payout" }.Sum(kind => expected.GetProperty(kind).GetInt32());
        Assert.That(periods.Sum(period => period.GetProperty("known").GetInt32()), Is.EqualTo(facts));
        Assert.That(periods.Sum(period => period.GetProperty("refilled").GetInt32()), Is.EqualTo(refilled));
        Assert.That(periods[^1].GetProperty("opening").GetDecimal(), Is.Zero, "Nothing was there before the day");
        await Eventually.That(Standing, Is.EqualTo(facts), "Each has an entry that stands");
        Assert.That(await Clearing(), Is.Zero, "The payout emptied the balance");
        await Eventually.That(Reported, Is.Empty, "Nothing is reported");
    }

    [Test]
    public async Task a_hole_in_its_own_list_is_found_by_the_balance_and_nothing_else_is_reported()
    {
        var played = await gateway.Play(charges: 60, lost: 0.02, hidden: 1, duplicates: 0.1, payouts: false);
        await gateway.AddPull();

        await gateway.Decide("run");

        await gateway.Over(1);
        await Eventually.That(Types, Is.EqualTo("source_incomplete"), "One discrepancy, when all else has arrived");
        var hidden = played.GetProperty("events").EnumerateArray().Single(made => Text(made, "id") == played.GetProperty("hidden")[0].GetString());
        var account = (await Reported()).Single().GetProperty("evidence").GetProperty("account");
        var missing = account.GetProperty("missing").EnumerateArray().Select(one => Text(one, "id")).ToList();
        Assert.That(missing, Has.Count.EqualTo(2).And.Contains(Text(hidden, "object")), "The charge and its fee");
        var gap = (await Completeness()).Single(period => Text(period, "state") == "gap");
        Assert.That(
            gap.GetProperty("difference").GetDecimal(),
            Is.EqualTo(account.GetProperty("missing").EnumerateArray().Sum(one => one.GetProperty("amount").GetDecimal())).And.Not.Zero
        );

        await gateway.Shop.Webhook(await Charge(hidden));

        await Eventually.That(Completeness, Has.All.Matches<JsonElement>(IsComplete), "Complete when it comes after all");
        await Eventually.That(Reported, Is.Empty, "Nothing is reported any more");
    }

    [Test]
    public async Task a_payout_that_its_bank_does_not_have_yet_is_under_way_and_no_gap()
    {
        var played = await gateway.Play(charges: 40, lost: 0, payoutsUnderWay: true);
        await gateway.AddPull();

        await gateway.Decide("run");

        await gateway.Over(1);
        var periods = await Eventually.That(
            Completeness,
            Has.Count.EqualTo(2).And.Some.Matches<JsonElement>(IsComplete).And.Some.Matches<JsonElement>(IsUnderWay),
            "The day of the payout waits for it"
        );
        var waits = periods.Single(IsUnderWay);
        Assert.That((Text(waits, "state"), waits.GetProperty("difference").GetDecimal()), Is.EqualTo(("waiting", 0m)));
        Assert.That(waits.GetProperty("under_way_sum").GetDecimal(), Is.Negative.And.EqualTo(-waits.GetProperty("opening").GetDecimal()));
        Assert.That(await Types(), Is.Empty);

        var created = played.GetProperty("events").EnumerateArray().Single(made => Text(made, "type") == "payout.created");
        await gateway.Shop.Webhook(await Event("evt_paid1", "payout.paid", $"payouts/{Text(created, "object")}"));

        await Eventually.That(Completeness, Has.All.Matches<JsonElement>(IsComplete), "Complete when it is paid");
    }

    [Test]
    public async Task without_a_beginning_the_account_is_told_from_the_first_whole_day_on()
    {
        await gateway.Play(charges: 10, lost: 0, payouts: false);
        var clock = gateway.Shop.Clock;
        await gateway.AddPull(since: null);
        await gateway.Decide("run");
        await gateway.Over(1);
        var first = await AccountFrom();
        Assert.That(first, Is.EqualTo(AccountSpan.FirstWholeDay(clock.GetUtcNow().AddDays(-1).AddHours(-1))));

        for (var midnights = 1; midnights <= 2; midnights++)
        {
            clock.Shift += TimeSpan.FromDays(1);
            await gateway.Decide("run");
            Assert.That((await gateway.Over(1 + midnights)).GetProperty("why").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }

        var days = (clock.GetUtcNow() - AccountSpan.Settle - new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero)).Days;
        Assert.That(days, Is.InRange(2, 3));
        var periods = await Eventually.That(Completeness, Has.Count.EqualTo(days), "Each day from the first whole one on");
        Assert.That(periods.Min(period => Text(period, "from")), Is.EqualTo($"{first:yyyy-MM-dd}"));
        Assert.That(await AccountFrom(), Is.EqualTo(first));
    }

    [Test]
    public async Task another_beginning_has_the_account_told_again_from_there()
    {
        await gateway.Play(charges: 10, lost: 0, payouts: false);
        await gateway.AddPull();
        await gateway.Decide("run");
        await gateway.Over(1);
        await Eventually.That(Completeness, Has.Count.EqualTo(2));

        await gateway.AddPull(gateway.Start.AddDays(-3));
        await gateway.Decide("run");
        await gateway.Over(2);

        await Eventually.That(Completeness, Has.Count.EqualTo(5), "Three days more");
        Assert.That(await AccountFrom(), Is.EqualTo(DateOnly.FromDateTime(gateway.Start.UtcDateTime).AddDays(-3)));
    }

    Task<DateOnly> AccountFrom() => gateway.Shop.Office.Read<DateOnly>("SELECT account_from FROM ingestion.pulls");

    static bool IsUnderWay(JsonElement period) => period.GetProperty("under_way").GetInt32() == 1;

    /// <summary>The webhook that never came, made of the object that the gateway serves.</summary>
    async Task<string> Charge(JsonElement hidden) => await Event(Text(hidden, "id")!, "charge.succeeded", $"charges/{Text(hidden, "object")}");

    async Task<string> Event(string id, string type, string about)
    {
        var served = (await gateway.Get(about)).GetRawText();
        return $$$"""{"id":"{{{id}}}","object":"event","type":"{{{type}}}","created":{{{gateway.Start.ToUnixTimeSeconds()}}},"data":{"object":{{{served}}}}}""";
    }

    static bool IsComplete(JsonElement period) => Text(period, "state") == "complete";

    async Task<List<JsonElement>> Completeness() =>
        [.. (await reconciliation.Internal.GetFromJsonAsync<JsonElement>($"completeness?organisation={Shop.Organisation}")).EnumerateArray()];

    async Task<List<JsonElement>> Reported() =>
        [.. (await reconciliation.Internal.GetFromJsonAsync<JsonElement>($"discrepancies?organisation={Shop.Organisation}")).EnumerateArray()];

    async Task<string> Types() => string.Join(' ', (await Reported()).Select(found => Text(found, "type")));

    Task<long> Standing() =>
        gateway.Shop.Office.Read<long>(
            "SELECT count(DISTINCT id) FROM reconciliation.source_transactions WHERE posted_at IS NOT NULL AND reversed_at IS NULL"
        );

    Task<decimal> Clearing() =>
        gateway.Shop.Office.Read<decimal>("SELECT coalesce(sum(amount), 0) FROM ledger.lines WHERE account LIKE 'assets:clearing:%'");

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
