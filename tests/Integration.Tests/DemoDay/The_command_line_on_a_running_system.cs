using System.Text.Json;
using AccountingSync.CommandLine.DemoDay;
using AccountingSync.CommandLine.DemoDay.Checks;
using AccountingSync.CommandLine.Reach;
using AccountingSync.Integration.Tests.CommandLine;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.DemoDay;

[Category("DemoDay")]
public class The_command_line_on_a_running_system
{
    static Terminal Terminal => PlayedDay.Terminal;

    [Test]
    public async Task shows_a_trial_balance_of_zero()
    {
        var ran = await Terminal.Types("trial-balance", "--json");

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Json.GetProperty("totals").GetProperty("USD").GetString(), Is.EqualTo("0.00"));
    }

    [Test]
    public async Task shows_the_trial_balance_of_a_day_before_everything_as_empty()
    {
        var ran = await Terminal.Types("trial-balance", "--as-of", "2020-01-01", "--json");

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Json.GetProperty("balances").GetArrayLength(), Is.Zero);
    }

    [TestCase("hledger", "hledger", "-f", "{file}", "check", "--strict")]
    [TestCase("ledger", "ledger", "--pedantic", "-f", "{file}", "balance")]
    [TestCase("beancount", "bean-check", "--no-cache", "{file}")]
    public async Task exports_a_journal_that_the_tool_accepts(string format, string tool, params string[] words)
    {
        var file = Path.Combine(TestServers.DirectoryFor("export"), $"books.{format}");

        var ran = await Terminal.Types("export", format, "-o", file);
        var (code, said) = await Tool.Run(tool, [.. words.Select(word => word.Replace("{file}", file, StringComparison.Ordinal))], default);

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(code, Is.Zero, said);
        Assert.That(ran.Errors, Does.StartWith($"{PlayedDay.Outcome.Report.Posted + 1} entries written"));
    }

    [Test]
    public async Task refuses_to_export_what_it_does_not_know() => Assert.That((await Terminal.Types("export", "excel")).Code, Is.EqualTo(2));

    /// <summary>Sales, fees, refunds and disputes of the sandbox's day, one payout in each currency. They are looked at when all of it had its time.</summary>
    [Test]
    public async Task shows_that_clearing_comes_to_zero_over_each_payout()
    {
        var ran = await Eventually.That(
            async () => await Terminal.Types("payouts", "--json"),
            Has.Property("Code").Zero.And.Matches<Ran>(now => now!.Json.GetProperty("payouts").EnumerateArray().All(IsAtZero)),
            "Every payout",
            TimeSpan.FromSeconds(150)
        );

        var payouts = ran.Json.GetProperty("payouts").EnumerateArray().ToList();
        Assert.That(payouts, Has.Count.EqualTo(5));
        var one = await Terminal.Types("payout", payouts[0].GetProperty("source").GetString()!, payouts[0].GetProperty("id").GetString()!, "--json");
        var contents = one.Json.GetProperty("contents").EnumerateArray().ToList();
        Assert.That(contents, Has.Count.EqualTo(payouts[0].GetProperty("settles").GetInt32()));
        var currency = payouts[0].GetProperty("currency").GetString()!;
        Assert.That(
            contents.Select(content => content.GetProperty("posted").GetProperty(currency).GetString()),
            Is.EqualTo(contents.Select(content => content.GetProperty("amount").GetString()))
        );
    }

    static bool IsAtZero(JsonElement payout) => payout.GetProperty("state").GetString() == "zero";

    [Test]
    public async Task verifies_the_audit_chain()
    {
        var ran = await Terminal.Types("audit", "verify");

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Output, Does.Contain("Nothing was changed."));
    }

    [Test]
    public async Task finds_the_planted_edit()
    {
        var ran = await Terminal.Types("discrepancies");

        Assert.That(ran.Code, Is.EqualTo(1), ran.Errors);
        Assert.That(ran.Output, Does.Contain("edited").And.Contain("sale-0001"));
        Assert.That((await Terminal.Types("reconcile", "--json")).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task tells_the_timeline_of_a_corrected_sale()
    {
        var ran = await Terminal.Types("transaction", DemoPlan.ShopSource, "sale-0005");

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Output, Does.Contain("revision 1: sale").And.Contain("revision 2: sale").And.Contain("reversal"));
        Assert.That(ran.Output, Does.Contain("quickbooks: written"));
    }

    [Test]
    public async Task answers_1_for_a_transaction_that_nobody_knows() =>
        Assert.That((await Terminal.Types("transaction", "nowhere", "x/1")).Code, Is.EqualTo(1));

    [Test]
    public async Task draws_the_trace_of_a_sale_through_all_services()
    {
        var ran = await Terminal.Types("trace", PlayedDay.Outcome.Report.TraceId);

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Output, Does.Contain("ingestion").And.Contain("transformation").And.Contain("ledger-writer").And.Contain("platform-sync"));
        Assert.That((await Terminal.Types("trace", "--latest", "--json")).Code, Is.Zero);
    }

    [Test]
    public async Task lists_what_is_held_and_what_was_refused()
    {
        var held = await Terminal.Types("held", "list", "--json");
        var refused = await Terminal.Types("pushes", "--state", "refused", "--limit", "1000", "--json");

        Assert.That(held.Json.GetProperty("held").GetArrayLength(), Is.EqualTo(PlayedDay.Outcome.Report.Held));
        Assert.That(refused.Json.GetProperty("pushes").GetArrayLength(), Is.GreaterThan(0));
        Assert.That((await Terminal.Types("dead-letters", "list")).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task lists_all_dead_letters_with_what_they_begin_with()
    {
        // Whoever lists takes the messages and puts them back; for a moment after a list the queue may look empty.
        var poison = (await Eventually.That(Poison, Has.Count.EqualTo(1), "The poison"))[0];
        var table = await Eventually.That(() => Terminal.Types("dead-letters", "list", "--all"), Has.Property("Code").EqualTo(1), "The table");

        Assert.That(table.Output, Does.Contain("ingestion"));
        Assert.That(poison.GetProperty("service").GetString(), Is.EqualTo("ingestion"));
        Assert.That(poison.GetProperty("place").GetString(), Is.EqualTo("accountingsync.inbound.rejected"));
        Assert.That(poison.GetProperty("reason").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task replays_all_dead_letters_and_finds_the_poison_in_its_place_again()
    {
        var ran = await Terminal.Types("dead-letters", "replay", "--all", "--json");

        await Eventually.That(Poison, Has.Count.EqualTo(1), "The poison's return");
        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Json.GetProperty("replayed").GetInt64(), Is.GreaterThan(0));
        Assert.That(ran.Json.GetProperty("services").GetProperty("ingestion").GetInt64(), Is.GreaterThan(0));
    }

    [Test]
    public async Task says_where_else_dead_letters_may_lie_when_an_organisation_has_none()
    {
        using (var setUp = new SetUp(PlayedDay.Run.Address))
            await setUp.AddOrganisation("quiet-shop", "Quiet Shop", CancellationToken.None);

        var ran = await Terminal.Types("dead-letters", "list", "--organisation", "quiet-shop");

        Assert.That(ran.Code, Is.Zero, ran.Errors);
        Assert.That(ran.Output, Does.Contain("--all"));
    }

    [Test]
    public async Task rotates_an_organisations_data_keys_and_wraps_them_in_all_services_that_encrypt()
    {
        var rotated = await Terminal.Types("keys", "rotate-data", "--organisation", "demo", "--json");
        var rewrapped = await Terminal.Types("keys", "rewrap", "--json");

        Assert.That((rotated.Code, rewrapped.Code), Is.EqualTo((0, 0)), rotated.Errors + rewrapped.Errors);
        Assert.That(
            rotated.Json.GetProperty("services").EnumerateArray().Select(service => service.GetString()),
            Is.EqualTo(new[] { "ingestion", "transformation", "platform-sync" })
        );
        Assert.That(rewrapped.Json.GetProperty("rewrapped").GetInt64(), Is.Zero, "The key ring is the one that they were made with.");
        Assert.That((await Terminal.Types("held", "list")).Code, Is.Zero);
        Assert.That((await Terminal.Types("keys", "rotate-data", "--organisation", "nobody")).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task knows_that_every_service_is_ready()
    {
        var ran = await Terminal.Types("status");

        Assert.That(ran.Code, Is.Zero, ran.Output + ran.Errors);
        Assert.That(ran.Output, Does.Contain("ledger-writer").And.Contain("books: "));
    }

    [Test]
    public async Task makes_a_key_sends_with_it_and_revokes_it()
    {
        var file = Path.Combine(TestServers.DirectoryFor("send"), "day.jsonl");
        await File.WriteAllLinesAsync(file, [.. DemoPlan.For(1).Rest.Take(3).Select(sale => sale.Body.ToJsonString())]);
        var key = (await Terminal.Types("keys", "add", "a till")).Output.Trim();

        var sent = await Terminal.Types("send", file, "--key", key);
        var revoked = await Terminal.Types("keys", "revoke", "a till");

        Assert.That((sent.Code, sent.Output.Trim()), Is.EqualTo((0, "3 duplicate")), sent.Errors);
        Assert.That(revoked.Code, Is.Zero, revoked.Errors);
        Assert.That((await Terminal.Types("keys", "revoke", "a till")).Code, Is.EqualTo(1));
    }

    [Test]
    public async Task says_what_is_wrong_with_a_transaction()
    {
        var file = Path.Combine(TestServers.DirectoryFor("send"), "bad.json");
        await File.WriteAllTextAsync(file, """{"source":"x","id":"1","kind":"sale"}""");

        var sent = await Terminal.Types("send", file);

        Assert.That(sent.Code, Is.EqualTo(1), sent.Errors);
        Assert.That(sent.Output, Does.Contain("1 rejected").And.Contain("/currency"));
    }

    [Test]
    public async Task checks_a_rule_set_and_points_to_the_mistake()
    {
        var file = Path.Combine(TestServers.DirectoryFor("rules"), "mine.yaml");
        await File.WriteAllTextAsync(file, "ruleset: mine\nversion: one\n");

        var ran = await Terminal.Types("rules", "check", file);

        Assert.That(ran.Code, Is.EqualTo(1), ran.Errors);
        Assert.That(ran.Output, Does.Contain("mine.yaml"));
        Assert.That((await Terminal.Types("rules", "list")).Output, Does.Contain("retail"));
    }

    [Test]
    public async Task runs_the_tests_of_a_rule_set_and_shows_each()
    {
        var file = Path.Combine(TestServers.DirectoryFor("rules"), "retail.yaml");
        var text = (await Terminal.Types("rules", "template", "retail")).Output;
        await File.WriteAllTextAsync(
            file,
            text.Replace("dr income:refunds:books 10.00 EUR", "dr income:refunds:books 11.00 EUR", StringComparison.Ordinal)
        );

        var ran = await Terminal.Types("rules", "test", file);

        Assert.That(ran.Code, Is.EqualTo(1), ran.Errors);
        Assert.That(ran.Output, Does.Contain("ok     a refund that comes before its sale waits for it"));
        Assert.That(
            ran.Output,
            Does.Contain("FAILED a gateway's refund, of which only the amount is known").And.Contain("+ dr income:refunds:books 10.00 EUR")
        );
    }

    [Test]
    public async Task keeps_organisations_apart()
    {
        var before = await Terminal.Types("organisations", "list", "--json");

        var balance = await Terminal.Types("trial-balance", "--organisation", "nobody");

        Assert.That(before.Json.EnumerateArray().Select(row => row.GetProperty("organisation").GetString()), Does.Contain("demo"));
        Assert.That(balance.Code, Is.EqualTo(2));
        Assert.That(balance.Errors, Does.StartWith("acsync: ").And.Not.Contain("   at "));
    }

    [Test]
    public async Task lists_the_connections() =>
        Assert.That((await Terminal.Types("connections", "list")).Output, Does.Contain("quickbooks").And.Contain("books"));

    /// <summary>The dead letters that hold what the demo's gateway sent to the queue and is no JSON.</summary>
    static async Task<List<JsonElement>> Poison()
    {
        var ran = await Terminal.Types("dead-letters", "list", "--all", "--json");
        return
        [
            .. ran.Json.GetProperty("dead_letters").EnumerateArray().Where(letter => letter.GetProperty("excerpt").GetString() == "this is no JSON"),
        ];
    }
}
