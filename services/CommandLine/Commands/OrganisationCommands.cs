using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class OrganisationCommands
{
    static readonly Argument<string> Name = new("NAME") { Description = "Short name: lower-case letters, digits, hyphens." };
    static readonly Option<string?> Title = new("--title") { Description = "The name that people read." };
    static readonly Option<bool> WithoutRules = new("--without-rules") { Description = "Publish no rule set for it." };

    static readonly Option<string> Rules = new("--rules")
    {
        Description = "Which shipped rule set to publish for it: retail, ecommerce, restaurant or subscriptions.",
        DefaultValueFactory = _ => "retail",
    };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "organisations",
            "Whose books are kept.",
            [
                verb.Of("list", "All of them.", List),
                verb.Of("add", "Add one; later commands mean it when they name none.", Add, Name, Title, Rules, WithoutRules),
                .. BusinessDayCommands.Build(verb),
            ]
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var organisations = await setUp.Organisations(stop);
        given.Show(
            JsonSerializer.SerializeToElement(organisations),
            () =>
                given.Screen.Table(
                    ["Organisation", "Name", "Since"],
                    organisations.Select(row => (string?[])[row.Text("organisation"), row.Text("name"), row.Moment("created_at")])
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Add(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var name = ShortName.Checked(given.Value(Name));
        await setUp.AddOrganisation(name, given.Value(Title) ?? name, stop);
        var key = await new RememberedKeys(given.Installation).For(name, given.Local, stop);
        if (!given.Value(WithoutRules))
        {
            using var console = new Endpoint("The console", given.Local.Console, key);
            var rules = given.Value(Rules)!;
            (await console.Post("v1/rule-sets", new { Content = await setUp.ShippedRules(rules, stop), FileName = $"{rules}.yaml" }, stop)).Must();
        }
        ActiveOrganisation.Write(given.Installation, name);
        given.Show(
            JsonSerializer.SerializeToElement(new { organisation = name, key }),
            () => given.Screen.Line($"{name} is there. An operator's key for it: {key}")
        );
        return ExitCode.Ok;
    }
}
