using System.Diagnostics;
using System.Net;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Reading_the_books : ConsoleTest
{
    [Test]
    public async Task Balances_are_strings_in_the_scale_of_their_currency()
    {
        var answer = await Read("/v1/trial-balance");
        string Balance(string account, string currency) =>
            answer
                .GetProperty("balances")
                .EnumerateArray()
                .Single(line => line.GetProperty("account").GetString() == account && line.GetProperty("currency").GetString() == currency)
                .GetProperty("balance")
                .GetString()!;
        Assert.That(Balance("assets:cash", "USD"), Is.EqualTo("8412.30"));
        Assert.That(Balance("assets:clearing:stripe", "JPY"), Is.EqualTo("48500"));
        Assert.That(Balance("income:sales:kitchen", "KWD"), Is.EqualTo("-12.345"));
        Assert.That(answer.GetProperty("totals").GetRawText(), Is.EqualTo("""{"JPY":"0","KWD":"0.000","USD":"0.00"}"""));
    }

    [Test]
    public async Task Both_times_reach_the_ledger()
    {
        await Read("/v1/trial-balance?as_of=2026-01-31&known_at=2026-02-01T00:00:00-05:00");
        Assert.That(
            Installation.Ledger.Seen.Single().Query,
            Is.EqualTo("?organisation=acme&asOf=2026-01-31&knownAt=2026-02-01T00%3A00%3A00.0000000-05%3A00")
        );
    }

    [Test]
    public async Task Entries_are_narrowed_and_paged()
    {
        var answer = await Read("/v1/entries?source=stripe&account=assets%3Acash&from=2026-01-01&to=2026-01-31&after=7&limit=10");
        Assert.That(
            Installation.Ledger.Seen.Single().Query,
            Is.EqualTo("?organisation=acme&source=stripe&account=assets%3Acash&from=2026-01-01&to=2026-01-31&after=7&limit=10")
        );
        Assert.That(answer.GetProperty("next").GetInt64(), Is.EqualTo(answer.GetProperty("entries")[9].GetProperty("seq").GetInt64()));
    }

    [Test]
    public async Task A_timeline_holds_what_every_service_knows()
    {
        var answer = await Read("/v1/transactions/stripe/ch_3Q8LkfTk21");
        var first = answer.GetProperty("revisions")[0];
        Assert.That(answer.GetProperty("revisions").GetArrayLength(), Is.EqualTo(2));
        Assert.That(first.GetProperty("door").GetString(), Is.EqualTo("webhook"));
        Assert.That(first.GetProperty("gross").GetString(), Is.EqualTo("118.00"));
        Assert.That(first.GetProperty("trace_id").GetString(), Is.EqualTo("0af7651916cd43dd8448eb211c80319c"));
        Assert.That(first.GetProperty("entries").GetArrayLength(), Is.EqualTo(2), "the entry and its reversal");
        var entry = first.GetProperty("entries")[0];
        Assert.That(entry.GetProperty("entry").GetProperty("rule").GetProperty("rule").GetString(), Is.EqualTo("sale"));
        Assert.That(entry.GetProperty("entry").GetProperty("lines")[1].GetProperty("amount").GetString(), Is.EqualTo("-100.00"));
        Assert.That(entry.GetProperty("pushes")[0].GetProperty("platform_id").GetString(), Is.EqualTo("1417"));
        Assert.That(entry.GetProperty("platform")[0].GetProperty("state").GetString(), Is.EqualTo("edited"));
    }

    [Test]
    public async Task A_preview_goes_through_the_ledger_and_then_through_what_is_held()
    {
        async Task<System.Text.Json.JsonElement> Preview(string query)
        {
            using var response = await Installation.Send(
                HttpMethod.Post,
                "/v1/rule-sets/preview" + query,
                Installation.FinanceKey,
                """{"content":"ruleset: retail","file_name":"retail.yaml"}"""
            );
            return await Json(response);
        }

        var first = (await Preview("?limit=10")).GetProperty("next");
        Assert.That(first.GetProperty("after").GetInt64(), Is.GreaterThan(0), "The page was full");
        var last = (await Preview("?limit=500")).GetProperty("next");
        Assert.That(last.GetProperty("held").GetBoolean(), Is.True);
        var held = (await Preview("?held=true&limit=4")).GetProperty("next");
        Assert.That(held.GetProperty("after_id").GetString(), Is.Not.Empty, "Four are held, so the page was full");
        Assert.That((await Preview("?held=true&limit=500")).GetProperty("next").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [Test]
    public async Task What_is_held_of_a_transaction_is_found_by_its_name()
    {
        var revision = (await Read("/v1/transactions/till-main/sale-20261121-0988")).GetProperty("revisions")[0];
        Assert.That(revision.GetProperty("held").GetProperty("reason").GetString(), Is.EqualTo("No rule of retail 1 matches kind transfer."));
        Assert.That(Installation.Transformation.Seen.Single().Path, Is.EqualTo("/internal/held/of"));
    }

    [Test]
    public async Task All_that_is_held_is_listed_page_by_page()
    {
        var page = await Read("/v1/held?order=name&limit=4");
        Assert.That(page.GetProperty("next_id").GetString(), Is.EqualTo("sale-20261121-0988"), "Four are held, so the page was full");
        await Read("/v1/held?order=name&limit=4&after_source=till-main&after_id=sale-20261121-0988");
        Assert.That(Installation.Transformation.Seen.Last().Query, Does.Contain("afterSource=till-main").And.Contain("afterId=sale-20261121-0988"));
        Assert.That((await Read("/v1/held?order=name&limit=5")).GetProperty("next_id").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [TestCase("/v1/transactions/stripe/none")]
    [TestCase("/v1/transactions/stripe/a/b")]
    [TestCase("/v1/transactions/stripe/a%2Fb")]
    public async Task An_unknown_transaction_is_404(string address)
    {
        using var response = await Installation.Get(address, Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        if (!address.EndsWith("none", StringComparison.Ordinal))
            Assert.That(Installation.Ledger.Seen.Single().Query, Does.Contain("transactionId=a%2Fb"));
    }

    [Test]
    public async Task The_summary_adds_up_what_is_on_its_way_and_what_is_stuck()
    {
        var answer = await Read("/v1/summary");
        Assert.That(answer.GetProperty("received").GetInt64(), Is.EqualTo(1312));
        Assert.That(answer.GetProperty("held").GetInt64(), Is.EqualTo(4));
        Assert.That(
            answer.GetProperty("pushed")[1].GetRawText(),
            Is.EqualTo("""{"connection":"quickbooks","platform":"quickbooks","written":1286,"waiting":13,"stuck":2}""")
        );
    }

    [Test]
    public async Task A_discrepancy_says_what_each_side_says()
    {
        var found = (await Read("/v1/discrepancies")).GetProperty("discrepancies")[2];
        Assert.That(
            found.GetProperty("detail").GetString(),
            Is.EqualTo(
                "Ledger: entry of 64.80 USD on 2026-11-21, posted 2026-11-21 14:02:11 UTC; "
                    + "quickbooks: document 1201 of 64.79 USD, written; Difference: ledger 64.80 USD, quickbooks 64.79 USD"
            )
        );
        Assert.That(found.GetProperty("evidence").GetProperty("differences")[0].GetProperty("platform").GetDecimal(), Is.EqualTo(64.79m));
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo("?organisation=acme&state=open&limit=100"));
    }

    [Test]
    public async Task Evidence_of_an_unknown_kind_is_shown_as_it_is()
    {
        Installation.Reconciliation.Answers(
            "GET /internal/discrepancies",
            Recorded
                .Answer("reconciliation.discrepancies")
                .Replace("\"ledger\": {", "\"moon\": {", StringComparison.Ordinal)
                .Replace("\"platform\": [", "\"tide\": [", StringComparison.Ordinal)
        );
        var found = (await Read("/v1/discrepancies")).GetProperty("discrepancies")[1];
        Assert.That(found.GetProperty("detail").GetString(), Does.Contain("moon"));
    }

    [Test]
    public async Task A_correction_says_what_was_changed_and_how_it_ended()
    {
        var corrections = (await Read("/v1/corrections?state=all&limit=5")).GetProperty("corrections");
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo("?organisation=acme&state=all&limit=5"));
        Assert.That(
            corrections.EnumerateArray().Select(found => (Text(found, "state"), Text(found, "change"), Text(found, "platform_id"))),
            Is.EqualTo(new[] { ("detected", "edited_in_platform", "1417"), ("done", "deleted_in_platform", "1398") })
        );
        Assert.That(
            Text(corrections[0], "detail"),
            Does.EndWith("document 1417 of 118.00 USD, edited: amount of income:sales:kitchen 95.00, sent 100.00")
        );
        Assert.That(Text(corrections[1], "outcome"), Is.EqualTo("Revision 2 took its entry back."));
    }

    [TestCase("", "open")]
    [TestCase("?state=detected", "open")]
    [TestCase("?state=done", "resolved")]
    public async Task Corrections_are_those_that_wait_unless_others_are_asked_for(string query, string asked)
    {
        await Read($"/v1/corrections{query}");
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo($"?organisation=acme&state={asked}&limit=100"));
    }

    [Test]
    public async Task Metrics_tell_reconciliation_time_accuracy_and_latency()
    {
        var metrics = await Read("/v1/metrics?hours=48");
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo("?organisation=acme&hours=48"));
        Assert.That(metrics.GetProperty("reconciliation").GetProperty("mean_seconds").GetDouble(), Is.EqualTo(0.0184));
        Assert.That(metrics.GetProperty("accuracy")[1].GetProperty("rate").GetDecimal(), Is.EqualTo(0.996899m));
        Assert.That(metrics.GetProperty("accepted_to_posted").GetProperty("p99").GetDouble(), Is.EqualTo(0.121));
        Assert.That(metrics.GetProperty("accepted_to_pushed")[0].GetProperty("seconds").GetProperty("max").GetDouble(), Is.EqualTo(61.5));
    }

    [Test]
    public async Task Dead_letters_name_their_service_and_keep_their_content_to_themselves()
    {
        using var response = await Installation.Get("/v1/dead-letters", Installation.FinanceKey);
        var letters = (await Json(response)).GetProperty("dead_letters").EnumerateArray().ToList();
        Assert.That(
            letters.Select(letter => letter.GetProperty("service").GetString()),
            Is.EquivalentTo(Installation.Neighbours.Select(n => n.Name))
        );
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("Ada"));
    }

    [Test]
    public async Task A_callers_trace_goes_on_in_the_neighbours()
    {
        using var collector = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(collector);
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        await Read("/v1/trial-balance");
        Assert.That(Installation.Ledger.Seen.Single().TraceParent, Does.Contain(activity.TraceId.ToString()));
    }

    static string? Text(System.Text.Json.JsonElement of, string member) => of.GetProperty(member).GetString();

    async Task<System.Text.Json.JsonElement> Read(string address)
    {
        using var response = await Installation.Get(address, Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await Json(response);
    }

    [Test]
    public async Task Says_of_each_entry_whether_it_follows_from_what_the_source_sent()
    {
        using var response = await Installation.Get("/v1/proof?from=2026-11-01&limit=500", Installation.FinanceKey);
        var page = await Json(response);
        var unproved = page.GetProperty("unproved").EnumerateArray().ToList();
        var listed = (await Json(await Installation.Get("/v1/entries", Installation.FinanceKey))).GetProperty("entries").GetArrayLength();

        Assert.That(unproved[^1].GetProperty("problem").GetString(), Is.EqualTo("date is another"));
        Assert.That(
            unproved.Take(unproved.Count - 1).Select(entry => entry.GetProperty("problem").GetString()),
            Is.All.EqualTo("Its raw payload is not stored.")
        );
        Assert.That(page.GetProperty("proved").GetInt32() + unproved.Count, Is.EqualTo(listed));
        Assert.That(page.GetProperty("next").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
    }

    [Test]
    public async Task Shows_what_rules_that_are_not_published_would_change()
    {
        using var response = await Installation.Send(
            HttpMethod.Post,
            "/v1/rule-sets/preview?limit=500",
            Installation.FinanceKey,
            "{\"content\":\"ruleset: retail\",\"file_name\":\"retail.yaml\"}"
        );
        var page = await Json(response);

        Assert.That(page.GetProperty("accounts")[1].GetProperty("after").GetString(), Is.EqualTo("-12.50"));
        Assert.That(page.GetProperty("held_before").GetInt32(), Is.EqualTo(1));
        Assert.That(page.GetProperty("unreadable").GetInt32(), Is.GreaterThan(0), "raw payloads of the others are gone");
    }

    [Test]
    public async Task Says_where_each_line_of_an_entry_comes_from()
    {
        using var response = await Installation.Get($"/v1/entries/{FakeInstallation.KnownEntry}/explanation", Installation.FinanceKey);
        var explanation = await Json(response);

        Assert.That(explanation.GetProperty("lines")[0].GetProperty("rule_line").GetInt32(), Is.EqualTo(52));
        Assert.That(explanation.GetProperty("received").GetProperty("door").GetString(), Is.EqualTo("webhook"));
        Assert.That(explanation.GetProperty("said").GetProperty("kind").GetString(), Is.EqualTo("sale"));
        Assert.That(explanation.GetProperty("entry").GetProperty("entry_id").GetString(), Is.EqualTo(FakeInstallation.KnownEntry));
    }

    [Test]
    public async Task Knows_no_explanation_of_an_entry_that_is_not_there()
    {
        using var response = await Installation.Get("/v1/entries/00000000-0000-0000-0000-000000000001/explanation", Installation.FinanceKey);
        Assert.That(response.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }
}
