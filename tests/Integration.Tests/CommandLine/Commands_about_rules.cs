using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using Microsoft.AspNetCore.Http;

namespace AccountingSync.Integration.Tests.CommandLine;

public sealed class Commands_about_rules
{
    static async Task<Ran> Type(Func<HttpRequest, (int, string)> answer, params string[] words)
    {
        await using var console = await FakeConsole.Start(answer);
        var terminal = new Terminal(new Installation(TestServers.DirectoryFor("checkout")));
        return await terminal.Types([.. words, "--url", console.Address, "--key", "acs_x"]);
    }

    static string SomeFile()
    {
        var file = Path.Combine(TestServers.DirectoryFor("rules"), "shop.yaml");
        File.WriteAllText(file, "ruleset: shop");
        return file;
    }

    [TestCase(200, """{"name":"shop","version":1,"retried":0,"warnings":[]}""", 0)]
    [TestCase(202, """{"name":"shop","version":1,"touches":"2026-03","warnings":[]}""", 3)]
    [TestCase(400, """{"errors":[{"field":"/content","message":"shop.yaml:1:1: wrong"}]}""", 1)]
    public async Task tell_by_their_exit_code_whether_anything_was_published(int status, string answer, int code)
    {
        var ran = await Type(_ => (status, answer), "rules", "publish", SomeFile());
        Assert.That(ran.Code, Is.EqualTo(code), ran.Output + ran.Errors);
    }

    [TestCase("#2", 0)]
    [TestCase("#99", 2)]
    public async Task explain_only_lines_that_there_are(string line, int code)
    {
        const string Explanation = """
            {"entry":{"date":"2026-02-01","description":"sale","part":"entry","source":"till","transaction_id":"s-1","revision":1,
             "rule":{"rule_set":"shop","version":1,"rule":"sale","hash":"0123456789abcdef"}},"received":null,"problem":null,
             "lines":[{"line":"dr assets:cash 10.00 USD","amount":"gross"},{"line":"cr income:sales 10.00 USD","amount":"gross"}]}
            """;
        var ran = await Type(_ => (200, Explanation), "explain", "861b0adb-d88b-5455-8d31-f53d41df3ec7" + line);
        Assert.That(ran.Code, Is.EqualTo(code), ran.Output + ran.Errors);
        Assert.That(ran.Errors, code == 0 ? Is.Empty : Does.Contain("has 2 lines; there is no line 99"));
    }

    [Test]
    public async Task list_all_that_is_held_page_by_page()
    {
        static (int, string) Page(HttpRequest request) =>
            request.Query["after_id"] == "s-1"
                ? (200, """{"held":[{"source":"till","id":"s-2","revision":1,"code":"no-rule","reason":"none"}],"next_source":null,"next_id":null}""")
                : (
                    200,
                    """{"held":[{"source":"till","id":"s-1","revision":1,"code":"no-rule","reason":"none"}],"next_source":"till","next_id":"s-1"}"""
                );
        var ran = await Type(Page, "held", "list", "--all", "--json");
        Assert.That(ran.Json.GetProperty("held").EnumerateArray().Select(row => row.GetProperty("id").GetString()), Is.EqualTo(["s-1", "s-2"]));
        var first = await Type(Page, "held", "list", "--limit", "1");
        Assert.That(first.Output, Does.Contain("--all"));
    }

    static string Preview(string id, string next) =>
        $$"""
            {"compared":1,"held_before":0,"held_after":0,"unreadable":0,"replaced":["shop 2"],
             "accounts":[{"account":"income:sales","currency":"USD","period":"2026-02","dimensions":"","before":"-1.00","after":"-2.00"}],
             "transactions":[{"source":"till","id":"{{id}}","revision":1,"before":["a"],"after":["b"],"held":null}],"next":{{next}}}
            """;

    [TestCase("--json")]
    [TestCase]
    public async Task show_what_would_change_over_many_pages(params string[] json)
    {
        var bodies = new List<JsonElement>();
        (int, string) Page(HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            bodies.Add(JsonSerializer.Deserialize<JsonElement>(reader.ReadToEndAsync().GetAwaiter().GetResult()));
            var page = bodies.Count;
            return (200, Preview($"s-{page}", page == 12 ? "null" : $$"""{"after":{{page}},"held":null,"after_source":null,"after_id":null}"""));
        }
        var ran = await Type(Page, ["rules", "diff", SomeFile(), SomeFile(), .. json]);

        Assert.That(ran.Code, Is.EqualTo(1), ran.Output + ran.Errors);
        Assert.That(bodies[0].GetProperty("against").GetString(), Is.EqualTo("ruleset: shop"));
        if (json.Length == 0)
        {
            Assert.That(ran.Output, Does.Contain("and 2 more").And.Contain("12 would change").And.Contain("in place of shop 2"));
            return;
        }
        Assert.That(ran.Json.GetProperty("transactions").GetArrayLength(), Is.EqualTo(12));
        Assert.That(ran.Json.GetProperty("accounts")[0].GetProperty("after").GetString(), Is.EqualTo("-24.00"));
        Assert.That(ran.Json.GetProperty("compared").GetInt64(), Is.EqualTo(12));
    }
}
