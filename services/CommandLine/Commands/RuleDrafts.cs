using System.CommandLine;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Versions of rule sets that are being written, or wait for a second person.</summary>
static class RuleDrafts
{
    static readonly Argument<string> Name = new("NAME") { Description = "Of the rule set." };
    static readonly Argument<int> Version = new("VERSION") { Description = "Its number." };

    public static IEnumerable<Command> Build(Verb verb) =>
        [
            verb.Of("drafts", "Versions that are not published.", List),
            verb.Of("save", "Save a file as a draft; says what publishing would find wrong.", Save, RuleCommands.FileArgument),
            verb.Of("show-draft", "Print the text of a draft.", Show, Name, Version),
            verb.Of(
                "publish-draft",
                "Publish a draft, or agree with whoever proposed it. 1 when it is refused, 3 when nothing is published until somebody else agrees.",
                Publish,
                Name,
                Version
            ),
            verb.Of("discard-draft", "Throw a draft away.", Discard, Name, Version),
        ];

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/rule-sets/drafts", stop)).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    ["Name", new Column("Version", IsNumber: true), "Saved at", "By", "Proposed by"],
                    answer
                        .List("drafts")
                        .Select(row =>
                            (string?[])[row.Text("name"), row.Text("version"), row.Moment("saved_at"), row.Text("saved_by"), row.Text("proposed_by")]
                        )
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Save(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var file = given.Value(RuleCommands.FileArgument);
        var answer = await console.Post("v1/rule-sets/drafts", new { Content = await RuleCommands.Content(file, stop), FileName = file.Name }, stop);
        if (RuleCommands.IsRefused(given, answer))
            return ExitCode.Found;
        var problems = answer.Must().GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).ToList();
        given.Show(
            answer.Body,
            () =>
            {
                foreach (var problem in problems)
                    given.Screen.Line(problem);
                given.Screen.Line(
                    $"{answer.Body.Text("name")} {answer.Body.Text("version")} is saved{(problems.Count == 0 ? ", and could be published." : "; it could not be published as it is.")}"
                );
            }
        );
        return ExitCode.Ok;
    }

    static async Task<int> Show(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var (name, version) = (given.Value(Name), given.Value(Version));
        var found = (await console.Get("v1/rule-sets/drafts", stop))
            .Must()
            .List("drafts")
            .Where(row => row.Text("name") == name && row.Number("version") == version)
            .ToList();
        if (found is not [var draft])
            throw new CommandFailedException($"There is no draft of {name} {version}.");
        given.Show(draft, () => given.Screen.Output.Write(draft.Text("content")));
        return ExitCode.Ok;
    }

    static async Task<int> Publish(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        return RuleCommands.Published(given, await console.Post(Address(given, "publish"), null, stop));
    }

    static async Task<int> Discard(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Post(Address(given, "discard"), null, stop)).Must();
        given.Show(answer, () => given.Screen.Line($"The draft of {given.Value(Name)} {given.Value(Version)} is gone."));
        return ExitCode.Ok;
    }

    static string Address(Invocation given, string verb) =>
        $"v1/rule-sets/drafts/{Uri.EscapeDataString(given.Value(Name))}/{given.Value(Version)}/{verb}";
}
