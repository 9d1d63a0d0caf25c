using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>The whole way: payouts by a gateway's webhooks, a bank's statement by an import, and what the two are to each other.</summary>
[Parallelizable]
public sealed class Payouts_on_a_banks_statement
{
    Shop shop = null!;
    RunningService reconciliation = null!;

    [SetUp]
    public async Task Open()
    {
        shop = await Shop.Open("bank-matches");
        reconciliation = await shop.Office.Start(
            typeof(Reconciler),
            "reconciliation",
            "reconciliation",
            new Dictionary<string, string> { ["Reconciliation:SettleSeconds"] = "1", ["Reconciliation:IntervalSeconds"] = "0.5" }
        );
    }

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_gathered_split_missing_or_for_a_person_to_tell()
    {
        foreach (
            var (id, cents) in new[]
            {
                ("gather1", 6110),
                ("gather2", 3945),
                ("split001", 25000),
                ("missing", 7700),
                ("twinA", 3020),
                ("twinB", 3020),
            }
        )
            await shop.Webhook(Payout(id, cents));
        await Import(
            Entry(100.55m, 12, "STRIPE PAYMENTS"),
            Entry(100.00m, 12, "STRIPE po_split001 1/2"),
            Entry(150.00m, 13, "STRIPE po_split001 2/2"),
            Entry(30.20m, 12, "STRIPE PAYMENTS"),
            Entry(30.20m, 13, "STRIPE PAYMENTS"),
            Entry(12.34m, 14, "STRIPE PAYMENTS"),
            Entry(-500.00m, 15, "RENT")
        );
        await Eventually.That(
            () =>
                shop.Office.Read<long>(
                    "SELECT (SELECT count(*) FROM reconciliation.bank_lines) + (SELECT count(*) FROM reconciliation.account_periods)"
                ),
            Is.EqualTo(14),
            "Seven entries, six payouts and the statement"
        );

        await Reconcile();

        Assert.That(
            await Matches("accepted"),
            Is.EquivalentTo([
                "name_amount_and_day only_one: po_gather1+po_gather2 = 100.55",
                "reference_in_text identified: po_split001 = 100.00+150.00",
            ])
        );
        var proposed = await Matches("proposed");
        Assert.That(proposed, Has.Count.EqualTo(4), "each twin with each line");
        Assert.That(proposed, Has.All.StartsWith("name_amount_and_day ambiguous: po_twin"));
        Assert.That(await Reported(), Is.EquivalentTo(["missing_in_bank po_missing", "unexpected_in_bank 12.34"]));

        var twin = (await List("proposed")).First(match => Lines(match, "books") == "po_twinA");
        await Decide(twin, "confirm", "the bank's advice names it");
        await Reconcile();

        Assert.That(await Matches("confirmed"), Is.EqualTo(["name_amount_and_day ambiguous: po_twinA = 30.20"]));
        Assert.That(
            await Matches("accepted"),
            Has.Exactly(1).EqualTo("name_amount_and_day only_one: po_twinB = 30.20"),
            "what is left is the only one"
        );
        Assert.That(await Matches("proposed"), Is.Empty);

        await Import(Entry(77.00m, 14, "STRIPE LATE"));
        await Eventually.That(() => shop.Office.Read<long>("SELECT count(*) FROM reconciliation.bank_lines"), Is.EqualTo(14));
        await Reconcile();
        Assert.That(await Reported(), Is.EqualTo(["unexpected_in_bank 12.34"]), "the missing one came after all");
    }

    static string Payout(string id, int cents) =>
        $$$"""
            {"id":"evt_{{{id}}}","object":"event","api_version":"2024-06-20","created":1773136800,"type":"payout.paid","data":{"object":{
              "id":"po_{{{id}}}","object":"payout","amount":{{{cents}}},"currency":"usd","created":1773136800,"arrival_date":1773187200,
              "automatic":false,"balance_transaction":null,"destination":"ba_1","method":"standard","status":"paid" } } }
            """;

    readonly record struct StatementEntry(decimal Amount, int Day, string Text);

    static StatementEntry Entry(decimal amount, int day, string text) => new(amount, day, text);

    async Task Import(params StatementEntry[] entries)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Statement(entries)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports?source=main-bank") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {shop.Key}");
        var answer = await Answer.Of(shop.Service.Http, request);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    static string Statement(IReadOnlyList<StatementEntry> entries)
    {
        static string Signed(decimal amount) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"<Amt Ccy=\"USD\">{Math.Abs(amount):0.00}</Amt><CdtDbtInd>{(amount < 0m ? "DBIT" : "CRDT")}</CdtDbtInd>"
            );
        static string Balance(string code, decimal amount, string day) =>
            $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{Signed(amount)}<Dt><Dt>{day}</Dt></Dt></Bal>";
        var booked = string.Concat(
            entries.Select(entry =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<Ntry>{Signed(entry.Amount)}<Sts>BOOK</Sts><BookgDt><Dt>2026-03-{entry.Day:00}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>{entry.Text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
                )
            )
        );
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-04-01T08:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>{entries.Count}</Id><CreDtTm>2026-04-01T08:00:00</CreDtTm>
            <FrToDt><FrDtTm>2026-03-01T00:00:00</FrDtTm><ToDtTm>2026-03-31T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>DE14740618130000033626</IBAN></Id><Ccy>USD</Ccy></Acct>
            {Balance("OPBD", 1_000m, "2026-03-01")}{Balance("CLBD", 1_000m + entries.Sum(entry => entry.Amount), "2026-03-31")}{booked}
            </Stmt></BkToCstmrStmt></Document>
            """;
    }

    async Task Reconcile()
    {
        using var answer = await reconciliation.Internal.PostAsync(
            $"reconciliations?organisation={Shop.Organisation}&settleSeconds=0",
            content: null
        );
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task Decide(JsonElement match, string verb, string reason)
    {
        using var answer = await reconciliation.Internal.PostAsJsonAsync(
            $"bank-matches/{Text(match, "id")}/{verb}?organisation={Shop.Organisation}",
            new { by = "Maria", reason }
        );
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<List<JsonElement>> List(string state) =>
        [
            .. (
                await reconciliation.Internal.GetFromJsonAsync<JsonElement>($"bank-matches?organisation={Shop.Organisation}&state={state}")
            ).EnumerateArray(),
        ];

    async Task<List<string>> Matches(string state) =>
        [
            .. (await List(state)).Select(match =>
                $"{Text(match, "rule")} {Text(match, "confidence")}: {Lines(match, "books")} = {string.Join('+', Amounts(match))}"
            ),
        ];

    static string Lines(JsonElement match, string side) =>
        string.Join('+', match.GetProperty("lines").EnumerateArray().Where(line => Text(line, "side") == side).Select(line => Text(line, "id")));

    static IEnumerable<string> Amounts(JsonElement match) =>
        match
            .GetProperty("lines")
            .EnumerateArray()
            .Where(line => Text(line, "side") == "bank")
            .Select(line => line.GetProperty("amount").GetDecimal().ToString("0.00", CultureInfo.InvariantCulture));

    async Task<List<string>> Reported() =>
        [
            .. (await reconciliation.Internal.GetFromJsonAsync<JsonElement>($"discrepancies?organisation={Shop.Organisation}"))
                .EnumerateArray()
                .Where(found => Text(found, "type")!.EndsWith("_in_bank", StringComparison.Ordinal))
                .Select(found =>
                    Text(found, "type") == "missing_in_bank"
                        ? $"{Text(found, "type")} {Text(found, "transaction_id")}"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Text(found, "type")} {found.GetProperty("evidence").GetProperty("bank").GetProperty("amount").GetDecimal():0.00}"
                        )
                ),
        ];

    static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
