using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.CanonicalForm;

public sealed class Refusing_what_is_not_documented
{
    static readonly string Smallest = Canonical.Smallest;

    [TestCase("", "not-json")]
    [TestCase("   ", "not-json")]
    [TestCase("nonsense", "not-json")]
    [TestCase("{", "not-json")]
    [TestCase("{}x", "not-json")]
    [TestCase("{}{}", "not-json")]
    [TestCase("{'a':1}", "not-json")]
    [TestCase("{\"a\":1,}", "not-json")]
    [TestCase("[{},]", "not-json")]
    [TestCase("/* hi */{}", "not-json")]
    [TestCase("{\"gross\":NaN}", "not-json")]
    [TestCase("{\"gross\":+1}", "not-json")]
    [TestCase("{\"gross\":01}", "not-json")]
    [TestCase("{\"a\":\"\u0000\"}", "not-json")]
    [TestCase("1", "type")]
    [TestCase("\"text\"", "type")]
    [TestCase("null", "type")]
    [TestCase("[]", "empty")]
    [TestCase("[[[[[[[[[]]]]]]]]]", "too-deep")]
    [TestCase("{\"a\":[[[[[[[[]]]]]]]]}", "too-deep")]
    public void refuses_the_whole_body(string json, string rule) =>
        Assert.That((Canonical.Read(json) as DocumentResult.Malformed)?.Problem.Rule, Is.EqualTo(rule));

    [Test]
    public void says_where_the_json_breaks() =>
        Assert.That(
            ((DocumentResult.Malformed)Canonical.Read("{\n  \"source\": ,\n}")).Problem.Message,
            Is.EqualTo("The body is no JSON: unexpected content or end in line 2, byte 13.")
        );

    [Test]
    public void refuses_what_is_no_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes(Smallest);
        bytes[12] = 0xFF;
        Assert.That((TransactionReader.Read(bytes) as DocumentResult.Malformed)?.Problem.Rule, Is.EqualTo("not-utf8"));
    }

    [Test]
    public void survives_a_hostile_depth() => Assert.That(Canonical.Problems(new string('[', 1_000_000)), Is.EqualTo(["too-deep"]));

    [Test]
    public void takes_a_thousand_and_not_one_more()
    {
        var thousand = string.Join(',', Enumerable.Repeat(Smallest, 1_000));
        Assert.That(((DocumentResult.Elements)Canonical.Read($"[{thousand}]")).Results, Has.Count.EqualTo(1_000));
        Assert.That(Canonical.Problems($"[{thousand},{Smallest}]"), Is.EqualTo(["too-many"]));
        Assert.That(Canonical.Problems($"[{string.Join(',', Enumerable.Repeat("1", 1_001))}]"), Is.EqualTo(["too-many"]));
    }

    [TestCase("colour", "\"red\"", "/colour unknown-member")]
    [TestCase("Gross", "1", "/Gross unknown-member")]
    [TestCase("a/b~c", "{\"x\":[1,{}]}", "/a~1b~0c unknown-member")]
    [TestCase("items", "[{\"sku\":\"a\",\"kind\":\"p\",\"net\":1,\"price\":1}]", "/items/0/price unknown-member")]
    [TestCase("items", "[{\"sku\":\"a\",\"kind\":\"p\"}]", "/items/0/net required")]
    [TestCase("items", "[{\"sku\":\"a\",\"kind\":\"p\",\"net\":1,\"net\":1}]", "/items/0/net duplicate-member")]
    [TestCase("items", "{}", "/items type")]
    [TestCase("items", "null", "/items type")]
    [TestCase("items", "[1]", "/items/0 type")]
    [TestCase("items", "[[{}]]", "/items/0 type")]
    [TestCase("taxes", "[{\"jurisdiction\":\"NY\",\"amount\":1}]", "/taxes/0/code required")]
    [TestCase("taxes", "[{\"jurisdiction\":5,\"code\":\"s\",\"amount\":1}]", "/taxes/0/jurisdiction type")]
    [TestCase("tenders", "[{\"amount\":1}]", "/tenders/0/method required")]
    [TestCase("tenders", "[{\"method\":\"cash\",\"amount\":\"1x\"}]", "/tenders/0/amount amount")]
    [TestCase("contents", "[{\"id\":\"a\",\"amount\":1}]", "/contents not-a-payout")]
    [TestCase("contents", "[{\"id\":\"a\"}]", "/contents/0/amount required")]
    [TestCase("contents", "[{\"id\":null,\"amount\":1}]", "/contents/0/id type")]
    [TestCase("contents", "[{\"id\":\"a\",\"amount\":1,\"kind\":\"gift\"}]", "/contents/0/kind unknown-kind")]
    [TestCase("contents", "[{\"id\":\"a\",\"amount\":1,\"fee\":1}]", "/contents/0/fee unknown-member")]
    [TestCase("attributes", "[]", "/attributes type")]
    [TestCase("attributes", "{\"a\":1}", "/attributes/a type")]
    [TestCase("attributes", "{\"a\":null}", "/attributes/a type")]
    [TestCase("attributes", "{\"a/b\":{\"c\":1}}", "/attributes/a~1b type")]
    [TestCase("attributes", "{\"a\":\"1\",\"\\u0061\":\"1\"}", "/attributes/a duplicate-member")]
    [TestCase("attributes", "{\"4242 4242 4242 4242\":\"x\"}", "/attributes characters")]
    [TestCase("attributes", "{\"\\ud800\":\"x\"}", "/attributes characters")]
    [TestCase("settled", "5", "/settled type")]
    [TestCase("settled", "[]", "/settled type")]
    [TestCase("settled", "{\"currency\":\"EUR\"}", "/settled/amount required")]
    [TestCase("settled", "{\"currency\":\"EUR\",\"amount\":1,\"rate\":1}", "/settled/rate unknown-member")]
    [TestCase("settled", "{\"currency\":5,\"amount\":1}", "/settled/currency type")]
    [TestCase("settled", "{\"currency\":\"EUR\",\"amount\":1,\"amount\":1}", "/settled/amount duplicate-member")]
    [TestCase("settled", "{\"currency\":\"EUR\",\"amount\":\"1e2\"}", "/settled/amount amount")]
    [TestCase("settled", "{\"currency\":\"EUR\",\"amount\":0}", "/settled/amount not-positive")]
    [TestCase("booked", "{\"currency\":\"USD\",\"amount\":2}", "/booked/amount equivalents-differ")]
    [TestCase("customer", "\"\\ud83d\"", "/customer characters")]
    [TestCase("customer", "\"\\ude00\\ud83d\"", "/customer characters")]
    [TestCase("customer", "\"a\\u0000b\"", "/customer characters")]
    [TestCase("customer", "\"\\t\"", "/customer characters")]
    [TestCase("customer", "5", "/customer type")]
    [TestCase("currency", "\"usd\"", "/currency unknown-currency")]
    [TestCase("currency", "\"XXX\"", "/currency unknown-currency")]
    [TestCase("gross", "\"1.005\"", "/gross scale")]
    [TestCase("gross", "-1", "/gross negative")]
    [TestCase("tip", "2", "/gross parts-do-not-add-up")]
    [TestCase("tenders", "[{\"method\":\"cash\",\"amount\":\"0.99\"}]", "/tenders tenders-do-not-add-up")]
    [TestCase("id", "\"\"", "/id required")]
    [TestCase("customer", "\"4242424242424242\"", "/customer card-number")]
    [TestCase("attributes", "{\"a~b/c\":\"4242424242424242\"}", "/attributes/a~0b~1c card-number")]
    public void names_the_member(string member, string json, string problem) =>
        Assert.That(Canonical.Problems(Canonical.With(member, json)), Is.EqualTo([problem]));

    [Test]
    public void refuses_a_member_that_is_there_twice() =>
        Assert.That(
            Canonical.Problems(Smallest.Replace("\"gross\"", "\"gross\":\"2\",\"gross\"", StringComparison.Ordinal)),
            Is.EqualTo(["/gross duplicate-member"])
        );

    [Test]
    public void sees_a_double_through_its_escapes() =>
        Assert.That(
            Canonical.Problems(Smallest.Replace("\"gross\"", "\"gross\":\"2\",\"gr\\u006fss\"", StringComparison.Ordinal)),
            Is.EqualTo(["/gross duplicate-member"])
        );

    [Test]
    public void names_all_problems_at_once()
    {
        var json = """{"source":1,"id":"x","kind":"sael","occurred_at":"now","currency":"USD","gros":"1"}""";
        Assert.That(
            Canonical.Problems(json),
            Is.EqualTo(["/source type", "/kind unknown-kind", "/occurred_at time", "/gros unknown-member", "/gross required"])
        );
    }

    [Test]
    public void stops_counting_problems_at_twenty()
    {
        var items = string.Join(',', Enumerable.Repeat("{}", 10_000));
        Assert.That(Canonical.Problems(Canonical.With("items", $"[{items}]")).ToList(), Has.Count.EqualTo(20));
        var broken = string.Join(',', Enumerable.Repeat("""{"sku":"a","kind":"p","net":"0.001"}""", 10_000));
        Assert.That(Canonical.Problems(Canonical.With("items", $"[{broken}]")).ToList(), Has.Count.EqualTo(20));
    }

    [TestCase("items", 10_000, """{"sku":"a","kind":"p","net":0}""")]
    [TestCase("taxes", 1_000, """{"jurisdiction":"NY","code":"s","amount":0}""")]
    [TestCase("tenders", 1_000, """{"method":"cash","amount":0}""")]
    public void bounds_the_lists(string list, int max, string part)
    {
        string Of(int count) => $"[{string.Join(',', Enumerable.Repeat(part, count))}]";
        Assert.That(Canonical.Problems(Canonical.With(list, Of(max + 2))), Is.EqualTo([$"/{list} too-many"]));
        Assert.That(Canonical.Problems(Canonical.With(list, Of(max))), Has.None.Contains("too-many"));
    }

    [Test]
    public void a_bad_element_does_not_take_the_others_down()
    {
        var result = (DocumentResult.Elements)Canonical.Read($"[{Smallest},5,{Canonical.With("gross", "\"x\"")},[],{Canonical.Example}]");
        Assert.That(result.IsArray);
        Assert.That(result.Results.Select(element => element.GetType().Name), Is.EqualTo(["Read", "Invalid", "Invalid", "Invalid", "Read"]));
    }

    [Test]
    public void tells_which_transaction_was_refused()
    {
        var invalid = (ReadResult.Invalid)
            Canonical.ReadOne(Canonical.With("gross", "\"x\"").Replace("\"id\"", "\"revision\":7,\"id\"", StringComparison.Ordinal));
        Assert.That((invalid.Source, invalid.Id, invalid.Revision), Is.EqualTo(("pos", "1", 7)));
    }

    [Test]
    public void does_not_repeat_a_card_number_sent_as_an_id()
    {
        var invalid = (ReadResult.Invalid)Canonical.ReadOne(Canonical.With("id", "\"4242424242424242\""));
        Assert.That(invalid.Id, Is.Null);
        Assert.That(string.Concat(invalid.Problems), Does.Not.Contain("4242"));
        var unknown = (ReadResult.Invalid)Canonical.ReadOne(Canonical.With("4242424242424242", "1"));
        Assert.That(string.Concat(unknown.Problems), Does.Not.Contain("4242"));
    }

    [Test]
    public void never_throws_on_spoiled_bytes()
    {
        var choices = new SeededChoices("spoiled bytes");
        var example = Encoding.UTF8.GetBytes($"[{Canonical.Example}]");
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = example.ToArray();
            for (var change = choices.Below(4); change >= 0; change--)
                bytes[choices.Below(bytes.Length)] = (byte)choices.Below(256);
            Assert.That(
                () => TransactionReader.Read(bytes.AsSpan(0, bytes.Length - choices.Below(3))),
                Throws.Nothing,
                () => Convert.ToBase64String(bytes)
            );
        }
    }

    [Test]
    public void agrees_with_another_reader_about_what_is_json()
    {
        var choices = new SeededChoices("what is json");
        var example = Encoding.UTF8.GetBytes(Canonical.Smallest);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = example.ToArray();
            bytes[choices.Below(bytes.Length)] = (byte)(32 + choices.Below(95));
            var isJson = true;
            try
            {
                JsonDocument.Parse(bytes).Dispose();
            }
            catch (JsonException)
            {
                isJson = false;
            }
            Assert.That(TransactionReader.Read(bytes) is DocumentResult.Elements, Is.EqualTo(isJson), () => Encoding.UTF8.GetString(bytes));
        }
    }
}
