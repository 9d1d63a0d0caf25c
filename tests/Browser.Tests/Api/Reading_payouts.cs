using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Browser.Tests.Installation;

namespace AccountingSync.Browser.Tests.Api;

public sealed class Reading_payouts : ConsoleTest
{
    [Test]
    public async Task A_payout_that_does_not_come_to_zero_is_told_in_words()
    {
        Installation.Reconciliation.Answers(
            "GET /internal/discrepancies",
            """
            [{"id":"861b0adb-d88b-5455-8d31-f53d41df3ec7","type":"payout_not_cleared","source":"stripe","transaction_id":"po_1","state":"open",
              "first_seen":"2026-11-21T12:00:00+00:00","last_seen":"2026-11-21T12:00:00+00:00","opened_at":"2026-11-21T12:00:00+00:00","times_opened":1,
              "evidence":{"payout":{"currency":"USD","gross":94.70,"clearing":"assets:clearing:stripe","residual":{"USD":-100.00},
                "suspense":"liabilities:suspense:stripe","on_suspense":{"USD":2.00},"unlisted":0,
                "unrecognised":[{"id":"txn_2","amount":-2.00,"why":"never received"}],"unrecognised_count":1,
                "missing":[{"id":"ch_1","kind":"payment","amount":100.00,"why":"held: no rule"}],"missing_count":7,
                "differing":[{"id":"txn_1","kind":"fee","amount":-3.30,"posted":{"USD":-3.00}}],"differing_count":1,"shared":[],"shared_count":0}}}]
            """
        );
        Assert.That(
            Text((await Read("/v1/discrepancies")).GetProperty("discrepancies")[0], "detail"),
            Is.EqualTo(
                "Payout: 94.70 USD of assets:clearing:stripe; Left on clearing: -100.00 USD; On liabilities:suspense:stripe: 2.00 USD; "
                    + "No entry: ch_1 100.00 USD (held: no rule) and 6 more; Other amount: txn_1 -3.30 USD, in the books -3.00 USD; "
                    + "Not recognised: txn_2 -2.00 USD (never received)"
            )
        );
    }

    [Test]
    public async Task Payouts_say_whether_they_come_to_zero()
    {
        var payouts = (await Read("/v1/payouts?limit=5")).GetProperty("payouts");
        Assert.That(Installation.Reconciliation.Seen.Single().Query, Is.EqualTo("?organisation=acme&limit=5"));
        Assert.That(
            payouts.EnumerateArray().Select(payout => (Text(payout, "id"), Text(payout, "gross"), Text(payout, "state"))),
            Is.EqualTo(new[] { ("po_1", "94.70", "residual"), ("po_0", "500.00", "unknown") })
        );
        Assert.That(payouts[0].GetProperty("residual").GetRawText(), Is.EqualTo("""{"USD":"-100.00"}"""));
        Assert.That(payouts[1].GetProperty("residual").GetRawText(), Is.EqualTo("{}"), "nobody looked yet");
    }

    [Test]
    public async Task A_payout_is_shown_with_what_it_settles()
    {
        var contents = (await Read($"/v1/payouts/stripe/{FakeInstallation.KnownTransaction}")).GetProperty("contents");
        Assert.That(
            contents.EnumerateArray().Select(content => (Text(content, "id"), Text(content, "amount"))),
            Is.EqualTo(new[] { ("ch_1", "100.00"), ("txn_2", "-2.00"), ("txn_1", "-3.30") })
        );
        Assert.That(Text(contents[0], "reason"), Is.EqualTo("no rule"));
        Assert.That(contents[2].GetProperty("posted").GetRawText(), Is.EqualTo("""{"USD":"-3.30"}"""));
    }

    async Task<JsonElement> Read(string address)
    {
        using var response = await Installation.Get(address, Installation.FinanceKey);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
