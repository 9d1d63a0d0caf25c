using System.Text;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Bad input of every kind: the documented answer, and no row in any table.</summary>
public sealed class Refused_bodies
{
    static readonly string Items = ",\"items\":[{\"sku\":\"mug\",\"kind\":\"product\",\"quantity\":\"1\",\"net\":\"9.00\"}]";
    Shop shop = null!;

    static IEnumerable<TestCaseData> All =>
        new (string Name, string Body, string Problem)[]
        {
            ("nothing", "", " not-json"),
            ("no_json", "{", " not-json"),
            ("json_with_something_behind_it", Sale.Json("x") + "x", " not-json"),
            ("two_documents", Sale.Json("x") + Sale.Json("y"), " not-json"),
            ("a_comment", "/* sale */" + Sale.Json("x"), " not-json"),
            ("a_trailing_comma", Sale.Json("x").Replace("}", ",}"), " not-json"),
            ("not_a_number", Sale.Json("x").Replace("\"10.00\"", "NaN"), " not-json"),
            ("a_text", "\"sale\"", " type"),
            ("null", "null", " type"),
            ("an_empty_array", "[]", " empty"),
            ("deep_nesting", string.Concat(Enumerable.Repeat("[", 9)) + string.Concat(Enumerable.Repeat("]", 9)), " too-deep"),
            ("very_deep_nesting", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000), " too-deep"),
            ("1001_elements", "[" + string.Join(',', Enumerable.Range(0, 1_001).Select(i => Sale.Json($"x-{i}"))) + "]", " too-many"),
            ("an_unknown_member", Sale.Json("x", more: ",\"colour\":\"red\""), "/colour unknown-member"),
            ("a_member_twice", Sale.Json("x", more: ",\"gross\":\"10.00\""), "/gross duplicate-member"),
            (
                "an_unknown_member_of_an_item",
                Sale.Json("x", more: Items.Replace("\"sku\"", "\"size\":\"L\",\"sku\"")),
                "/items/0/size unknown-member"
            ),
            ("no_source", Sale.Json("x").Replace("\"source\":\"front-shop\",", ""), "/source required"),
            ("an_empty_id", Sale.Json(""), "/id required"),
            ("too_many_decimals", Sale.Json("x", "10.001"), "/gross scale"),
            ("decimals_of_yen", Sale.Json("x", "10.5").Replace("USD", "JPY"), "/gross scale"),
            ("four_decimals_of_dinars", Sale.Json("x", "1.2345").Replace("USD", "KWD"), "/gross scale"),
            ("an_exponent", Sale.Json("x").Replace("\"10.00\"", "1e1"), "/gross amount"),
            ("a_huge_exponent", Sale.Json("x").Replace("\"10.00\"", "1e400"), "/gross amount"),
            ("more_digits_than_a_decimal", Sale.Json("x", "12345678901234567890123456789"), "/gross amount"),
            ("more_than_the_ledger_holds", Sale.Json("x", "1000000000000000.00"), "/gross too-large"),
            ("a_plus_sign", Sale.Json("x", "+10.00"), "/gross amount"),
            ("grouped_digits", Sale.Json("x", "1,000.00"), "/gross amount"),
            ("a_negative_sale", Sale.Json("x", "-10.00"), "/gross negative"),
            ("an_unknown_currency", Sale.Json("x").Replace("USD", "XYZ"), "/currency unknown-currency"),
            ("a_currency_in_small_letters", Sale.Json("x").Replace("USD", "usd"), "/currency unknown-currency"),
            ("an_unknown_kind", Sale.Json("x").Replace("\"sale\"", "\"gift\""), "/kind unknown-kind"),
            ("a_time_without_offset", Sale.Json("x").Replace("-05:00", ""), "/occurred_at time"),
            ("no_such_day", Sale.Json("x").Replace("2026-01-31", "2026-02-30"), "/occurred_at time"),
            ("revision_zero", Sale.Json("x", revision: 0), "/revision revision"),
            ("parts_that_do_not_add_up", Sale.Json("x", more: Items), "/gross parts-do-not-add-up"),
            (
                "tenders_that_do_not_add_up",
                Sale.Json("x", more: ",\"tenders\":[{\"method\":\"cash\",\"amount\":\"9.99\"}]"),
                "/tenders tenders-do-not-add-up"
            ),
            ("a_card_number_as_id", Sale.Json("4242424242424242"), "/id card-number"),
            (
                "a_card_number_as_reference",
                Sale.Json("x", more: ",\"tenders\":[{\"method\":\"card\",\"amount\":\"10.00\",\"reference\":\"4242 4242 4242 4242\"}]"),
                "/tenders/0/reference card-number"
            ),
            (
                "a_card_number_as_attribute",
                Sale.Json("x", more: ",\"attributes\":{\"note\":\"paid by 4242-4242-4242-4242\"}"),
                "/attributes/note card-number"
            ),
            ("a_nul_character", Sale.Json("x\\u0000y"), "/id characters"),
            ("half_a_surrogate_pair", Sale.Json("x\\ud800y"), "/id characters"),
            ("a_text_of_201_characters", Sale.Json(new string('x', 201)), "/id too-long"),
        }.Select(refused => new TestCaseData(refused.Body, refused.Problem).SetArgDisplayNames(refused.Name));

    [OneTimeSetUp]
    public async Task Open()
    {
        shop = await Shop.Open("refused");
        await shop.Send(Sale.Json("x"));
        await shop.Webhook(Sale.Charge("there"));
    }

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [TestCaseSource(nameof(All))]
    public async Task name_the_place_and_leave_nothing(string body, string problem)
    {
        var rows = await shop.Rows();
        var refused = (await shop.Counts())["refused"];

        var answer = await shop.Send(body);

        Assert.That((answer.Status, answer.MediaType), Is.EqualTo((400, "application/problem+json")), answer.Text);
        Assert.That(answer.Problems.First(), Is.EqualTo(problem));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
        Assert.That((await shop.Counts())["refused"], Is.EqualTo(refused + 1));
    }

    [Test]
    public async Task name_the_difference_when_parts_do_not_add_up() =>
        Assert.That((await shop.Send(Sale.Json("x", more: Items))).Text, Does.Contain("gross is 10.00: 1.00 USD is unexplained."));

    [Test]
    public async Task do_not_repeat_a_card_number() =>
        Assert.That(
            (await shop.Send(Sale.Json("x", more: ",\"attributes\":{\"note\":\"4242424242424242\"}"))).Text,
            Does.Not.Contain("4242424242424242")
        );

    [Test]
    public async Task that_are_not_utf8_leave_nothing()
    {
        var rows = await shop.Rows();
        var bytes = Encoding.UTF8.GetBytes(Sale.Json("x?"));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xff;
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } };

        var answer = await shop.Send(content, shop.Key);

        Assert.That((answer.Status, answer.Problems.Single()), Is.EqualTo((400, " not-utf8")));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task of_strangers_and_readers_leave_nothing_at_all()
    {
        var reader = await shop.NewKey(Shop.Organisation, "finance");
        var (rows, refused) = (await shop.Rows(), await shop.Office.Read<long>("SELECT count(*) FROM ingestion.tallies"));

        await shop.Send(Sale.Json("stranger"), "acs_0123456789012345678901234567890123456789012");
        await shop.Send(Sale.Json("reader"), reader);
        await shop.Send(Sale.Json("text"), contentType: "text/plain");
        await shop.Webhook(Sale.Charge("forged"), secret: "whsec_guessed");
        await shop.Webhook(Sale.Charge("nowhere"), connection: "no-such-connection");

        Assert.That(await shop.Rows(), Is.EqualTo(rows));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.tallies"), Is.EqualTo(refused));
    }
}
