using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

public class Writing_moves
{
    const string Create = "account.move/create";
    const string Post = "account.move/action_post";
    const string Unlink = "account.move/unlink";

    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");

    [Test]
    public async Task has_the_members_of_the_documented_call()
    {
        using var odoo = new ScriptedOdoo();
        await odoo.Platform.Write([Sale], Go);

        var values = Sent(odoo);
        var shape = ScriptedOdoo.Shape()["create"]!["body"]!["vals_list"]![0]!.AsObject();
        Assert.That(Members(values), Is.EquivalentTo(Members(shape)));
        Assert.That(values["line_ids"]![0]![0]!.ToJsonString(), Is.EqualTo("0"));
        Assert.That(Members(values["line_ids"]![0]![2]!), Is.EquivalentTo(Members(shape["line_ids"]![0]![2]!).Append("tax_ids")));
        Assert.That(odoo.LastRequest.Headers.Authorization!.ToString(), Is.EqualTo("bearer key"));
        Assert.That(odoo.LastRequest.Headers.GetValues("X-Odoo-Database"), Is.EqualTo(new[] { "books" }));
        Assert.That(odoo.LastRequest.Content!.Headers.ContentType!.ToString(), Is.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task says_what_it_is_in_its_lines_because_the_reference_is_our_key()
    {
        using var odoo = new ScriptedOdoo();
        await odoo.Platform.Write([Sale], Go);

        var values = Sent(odoo);
        Assert.That((string?)values["ref"], Is.EqualTo(Sale.Key));
        Assert.That((string?)values["date"], Is.EqualTo("2026-01-31"));
        Assert.That(
            values["line_ids"]!
                .AsArray()
                .Select(command => command![2]!)
                .Select(line =>
                    $"{Amount(line["debit"])} {Amount(line["credit"])} {line["account_id"]} {line["tax_ids"]!.ToJsonString()} {line["name"]}"
                ),
            Is.EqualTo(
                new[]
                {
                    "108.00 0.00 1 [[6,0,[]]] Sale \"s-1\", card, location: main-street, front-shop s-1 revision 1",
                    "0.00 100.00 2 [[6,0,[]]] Sale \"s-1\", front-shop s-1 revision 1",
                    "0.00 8.00 3 [[6,0,[]]] Sale \"s-1\", tax: NY/sales, front-shop s-1 revision 1",
                }
            )
        );
    }

    [Test]
    public async Task looks_first_makes_drafts_compares_posts_and_compares_again()
    {
        using var odoo = new ScriptedOdoo();

        await odoo.Platform.Write([Sale, PlatformEntries.Sale("s-2")], Go);

        Assert.That(
            odoo.Asked.Select(call => call.Method).SkipWhile(method => method != "account.move/search_read"),
            Is.EqualTo(
                new[]
                {
                    "account.move/search_read",
                    Create,
                    "account.move/search_read",
                    "account.move.line/search_read",
                    Post,
                    "account.move/search_read",
                    "account.move.line/search_read",
                }
            )
        );
        Assert.That(odoo.Asked[^1].Arguments["context"]!.ToJsonString(), Is.EqualTo("""{"lang":"en_US","allowed_company_ids":[1]}"""));
    }

    [TestCase("odoo.exceptions.UserError", HttpStatusCode.UnprocessableEntity, typeof(WriteOutcome.Refused))]
    [TestCase("odoo.exceptions.ValidationError", HttpStatusCode.UnprocessableEntity, typeof(WriteOutcome.Refused))]
    [TestCase("odoo.exceptions.AccessError", HttpStatusCode.Forbidden, typeof(WriteOutcome.SignInNeeded))]
    [TestCase("psycopg2.errors.SerializationFailure", HttpStatusCode.InternalServerError, typeof(WriteOutcome.Unavailable))]
    [TestCase("werkzeug.exceptions.NotFound", HttpStatusCode.NotFound, typeof(WriteOutcome.Unavailable))]
    [TestCase("builtins.TypeError", HttpStatusCode.InternalServerError, typeof(WriteOutcome.Unknown))]
    public async Task reduces_what_odoo_says_to_what_happens_next_and_keeps_its_words(string name, HttpStatusCode status, Type outcome)
    {
        using var odoo = new ScriptedOdoo();
        odoo.Refuse(Post, name, "These are its words.", status);

        var answer = (await odoo.Platform.Write([Sale], Go))[0];

        Assert.That(answer, Is.InstanceOf(outcome));
        Assert.That(answer.ToString(), Does.Contain("These are its words."));
    }

    [TestCase(HttpStatusCode.OK, "<html>", typeof(WriteOutcome.Unknown))]
    [TestCase(HttpStatusCode.OK, """{"an":"action"}""", typeof(WriteOutcome.Unknown))]
    [TestCase(HttpStatusCode.BadGateway, "<html>", typeof(WriteOutcome.Unknown))]
    [TestCase(HttpStatusCode.GatewayTimeout, "<html>", typeof(WriteOutcome.Unknown))]
    [TestCase(HttpStatusCode.ServiceUnavailable, "<html>", typeof(WriteOutcome.Unavailable))]
    [TestCase(HttpStatusCode.TooManyRequests, "<html>", typeof(WriteOutcome.Throttled))]
    [TestCase(HttpStatusCode.RequestEntityTooLarge, "<html>", typeof(WriteOutcome.Refused))]
    public async Task tells_what_is_surely_not_done_from_what_nobody_knows(HttpStatusCode status, string body, Type outcome)
    {
        using var odoo = new ScriptedOdoo();
        odoo.When(Create, status, body);

        Assert.That((await odoo.Platform.Write([Sale], Go))[0], Is.InstanceOf(outcome));
        Assert.That(odoo.Writes, Is.EqualTo(new[] { Create }));
    }

    [Test]
    public async Task tries_each_half_by_itself_where_odoo_refuses_a_call_for_one_of_them()
    {
        using var odoo = new ScriptedOdoo();
        // Of four the third is bad.
        odoo.Refuse(Create, "odoo.exceptions.UserError", "One of them.");
        var sales = Enumerable.Range(1, 4).Select(i => PlatformEntries.Sale($"s-{i}")).ToList();
        odoo.When(Create, HttpStatusCode.OK, "[]");

        var outcomes = await odoo.Platform.Write(sales, Go);

        Assert.That(odoo.Writes.Count(method => method == Create), Is.EqualTo(3));
        Assert.That(
            outcomes.Select(outcome => outcome.GetType().Name),
            Is.EqualTo(
                new[] { nameof(WriteOutcome.Unknown), nameof(WriteOutcome.Unknown), nameof(WriteOutcome.Created), nameof(WriteOutcome.Created) }
            )
        );
    }

    [TestCase(Create)]
    [TestCase(Post)]
    public async Task finds_the_one_that_makes_a_module_fail_and_writes_the_others(string method)
    {
        using var odoo = new ScriptedOdoo();
        // It is the first of four: all of them, its half, and it alone.
        for (var call = 0; call < 3; call++)
            odoo.Refuse(method, "builtins.KeyError", "None", HttpStatusCode.InternalServerError);

        var outcomes = await odoo.Platform.Write([.. Enumerable.Range(1, 4).Select(i => PlatformEntries.Sale($"s-{i}"))], Go);

        Assert.That(((WriteOutcome.Unknown)outcomes[0]).Reason, Does.Contain("builtins.KeyError"));
        Assert.That(outcomes.Skip(1), Has.All.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task looks_for_keys_by_what_odoo_has_an_index_for()
    {
        using var odoo = new ScriptedOdoo();
        await odoo.Platform.Write([Sale], Go);
        odoo.Asked.Clear();

        await odoo.Platform.LookUp(Sale.Key, Go);

        var domains = odoo.Asked.Where(call => call.Method == "account.move/search_read").Select(call => call.Arguments["domain"]!.ToJsonString());
        Assert.That(
            domains,
            Is.EqualTo(
                new[]
                {
                    $"""[["ref","in",["{Sale.Key}"]],["company_id","=",1],["move_type","=","entry"]]""",
                    """[["reversed_entry_id","in",[42]],["company_id","=",1],["move_type","=","entry"]]""",
                }
            )
        );
    }

    [Test]
    public async Task takes_a_draft_back_that_odoo_does_not_post()
    {
        using var odoo = new ScriptedOdoo();
        odoo.Refuse(Post, "odoo.exceptions.UserError", "The account is archived.");

        var refused = (WriteOutcome.Refused)(await odoo.Platform.Write([Sale], Go))[0];

        Assert.That(refused.Reason, Is.EqualTo("The account is archived."));
        Assert.That(odoo.Writes, Is.EqualTo(new[] { Create, Post, Unlink }));
    }

    [Test]
    public async Task names_the_draft_that_could_not_be_taken_back()
    {
        using var odoo = new ScriptedOdoo();
        odoo.Refuse(Post, "odoo.exceptions.UserError", "No.").Refuse(Unlink, "odoo.exceptions.UserError", "Not that either.");

        var refused = (WriteOutcome.Refused)(await odoo.Platform.Write([Sale], Go))[0];

        Assert.That(refused.Reason, Is.EqualTo("No. Its draft with the id 42 is still there: Not that either."));
    }

    [Test]
    public async Task posts_nothing_of_which_odoo_made_something_else()
    {
        using var odoo = new ScriptedOdoo();
        odoo.When(
            "account.move.line/search_read",
            HttpStatusCode.OK,
            """
            [{"id":1,"move_id":[42,"/"],"account_id":[1,"1"],"name":"x","debit":118.8,"credit":0.0,"currency_id":[1,"USD"],"amount_currency":118.8},
             {"id":2,"move_id":[42,"/"],"account_id":[2,"2"],"name":"x","debit":0.0,"credit":118.8,"currency_id":[1,"USD"],"amount_currency":-118.8}]
            """
        );

        var refused = (WriteOutcome.Refused)(await odoo.Platform.Write([Sale], Go))[0];

        Assert.That(refused.Reason, Does.Contain("something else").And.Contain("118.8"));
        Assert.That(odoo.Writes, Is.EqualTo(new[] { Create, Unlink }));
    }

    [Test]
    public async Task sends_nothing_when_it_is_too_late()
    {
        var clock = new SettableClock(SandboxServer.Noon);
        using var odoo = new ScriptedOdoo(clock);

        var outcome = (await odoo.Platform.Write([Sale with { SendBefore = SandboxServer.Noon }], Go))[0];

        Assert.That(((WriteOutcome.Unavailable)outcome).Reason, Does.Contain("too late"));
        Assert.That(odoo.Writes, Is.Empty);
    }

    [Test]
    public async Task leaves_a_draft_alone_that_somebody_changed()
    {
        using var odoo = new ScriptedOdoo();
        odoo.Lose(Post);
        await odoo.Platform.Write([Sale], Go);
        odoo.When("account.move.line/search_read", HttpStatusCode.OK, "[]");

        var refused = (WriteOutcome.Refused)(await odoo.Platform.Write([Sale], Go))[0];

        Assert.That(refused.Reason, Does.Contain("Somebody changed the draft").And.Contain(Sale.Key));
        Assert.That(odoo.Writes, Is.EqualTo(new[] { Create, Post }));
    }

    [TestCase(HttpStatusCode.OK, "<html>")]
    [TestCase(HttpStatusCode.OK, "{}")]
    [TestCase(HttpStatusCode.OK, """[{"id":42}]""")]
    [TestCase(HttpStatusCode.InternalServerError, "")]
    [TestCase(HttpStatusCode.NotFound, "")]
    [TestCase(HttpStatusCode.ServiceUnavailable, "")]
    [TestCase(HttpStatusCode.TooManyRequests, "")]
    public async Task never_takes_a_failure_for_absence(HttpStatusCode status, string body)
    {
        using var odoo = new ScriptedOdoo();
        odoo.When("account.move/search_read", status, body);

        Assert.That(((LookUpOutcome.Failed)await odoo.Platform.LookUp(Sale.Key, Go)).Reason, Is.Not.Empty);
    }

    static JsonObject Sent(ScriptedOdoo odoo) => odoo.Asked.Single(call => call.Method == Create).Arguments["vals_list"]![0]!.AsObject();

    static string Amount(JsonNode? value) => value!.GetValue<decimal>().ToString("0.00", CultureInfo.InvariantCulture);

    static IEnumerable<string> Members(JsonNode json) => json.AsObject().Select(member => member.Key);
}
