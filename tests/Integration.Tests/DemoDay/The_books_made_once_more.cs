using AccountingSync.CommandLine.Reach;
using AccountingSync.Integration.Tests.CommandLine;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.DemoDay;

/// <summary>From what the sources sent on the demo day: by the rules that the entries name, and by others.</summary>
[Category("DemoDay")]
public class The_books_made_once_more
{
    static Terminal Terminal => PlayedDay.Terminal;

    [Test]
    public async Task makes_every_entry_of_the_day_once_more_from_what_the_sources_sent()
    {
        var ran = await Terminal.Types("prove", "--json");

        Assert.That(ran.Code, Is.Zero, ran.Output + ran.Errors);
        Assert.That(ran.Json.GetProperty("proved").GetInt64(), Is.EqualTo(PlayedDay.Outcome.Report.Posted + 1));
        Assert.That(ran.Json.GetProperty("unproved").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task proves_nothing_of_a_month_in_which_nothing_happened() =>
        Assert.That((await Terminal.Types("prove", "--period", "2019-02")).Output, Does.Contain("0 entries follow"));

    [Test]
    public async Task shows_what_other_rules_would_change_in_the_books()
    {
        var file = Path.Combine(TestServers.DirectoryFor("rules-diff"), "retail.yaml");
        await File.WriteAllTextAsync(
            file,
            AccountingSync
                .Transformation.RuleSets.ShippedRuleSets.Text("retail")
                .Replace("version: 1\n", "version: 2\n")
                .Replace("liabilities:tips", "liabilities:gratuities")
        );

        var ran = await Terminal.Types("rules", "diff", file, "--json");
        var accounts = ran.Json.GetProperty("accounts").EnumerateArray().ToList();
        var tips = accounts.Where(row => row.GetProperty("account").GetString() == "liabilities:tips").ToList();
        var gratuities = accounts.Where(row => row.GetProperty("account").GetString() == "liabilities:gratuities").ToList();

        Assert.That(ran.Code, Is.EqualTo(1), ran.Errors);
        Assert.That(tips, Is.Not.Empty);
        Assert.That(
            gratuities.Select(row => row.GetProperty("after").GetString()),
            Is.EqualTo(tips.Select(row => row.GetProperty("before").GetString())),
            "what leaves the one account comes to the other"
        );
        Assert.That(
            tips.Select(row => decimal.Parse(row.GetProperty("after").GetString()!, System.Globalization.CultureInfo.InvariantCulture)),
            Is.All.Zero
        );
    }

    [Test]
    public async Task shows_that_the_same_rules_would_change_nothing()
    {
        var file = Path.Combine(TestServers.DirectoryFor("rules-same"), "retail.yaml");
        await File.WriteAllTextAsync(file, AccountingSync.Transformation.RuleSets.ShippedRuleSets.Text("retail"));

        var ran = await Terminal.Types("rules", "diff", file);

        Assert.That(ran.Code, Is.Zero, ran.Output + ran.Errors);
        Assert.That(ran.Output, Does.Contain("0 would change"));
    }

    [Test]
    public async Task says_of_each_line_which_line_of_the_rules_made_it()
    {
        using var console = new Endpoint("The console", PlayedDay.Run.Address.Console, PlayedDay.Outcome.Organisation.OperatorKey);
        var entry = (await console.Get("v1/entries", default, ("limit", 1))).Must().GetProperty("entries")[0];

        var ran = await Terminal.Types("explain", entry.GetProperty("entry_id").GetString()!);

        Assert.That(ran.Code, Is.Zero, ran.Output + ran.Errors);
        foreach (var line in entry.GetProperty("lines").EnumerateArray())
            Assert.That(ran.Output, Does.Contain(line.GetProperty("account").GetString()));
        Assert.That(ran.Output, Does.Contain("of the rules: - { dr: ").And.Contain("of the rules: - { cr: ").And.Contain("came by "));
    }

    [Test]
    public async Task does_not_take_anything_for_an_entry() => Assert.That((await Terminal.Types("explain", "sale-1")).Code, Is.EqualTo(2));
}
