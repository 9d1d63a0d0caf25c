using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class RuleCommands
{
    internal static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "A rule set in YAML." };

    static readonly Argument<string> NameArgument = new("NAME") { Description = "retail, ecommerce, restaurant or subscriptions." };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "rules",
            "Rule sets: how transactions become entries.",
            [
                verb.Of("list", "Published versions.", List),
                verb.Of("template", "Print a rule set that comes with the program, to begin with.", Template, NameArgument),
                verb.Of(
                    "check",
                    "Read a file, show that it balances and run its tests, without publishing it; 1 when something is wrong.",
                    Check,
                    FileArgument
                ),
                verb.Of("test", "Run the tests of a file alone, and show each; 1 when one fails.", Test, FileArgument),
                verb.Of(
                    "diff",
                    "What a file would change in the books, account by account, with the transactions that cause it; with two files, what the second would make otherwise than the first. 1 when anything would.",
                    RulesDiff.Run,
                    FileArgument,
                    RulesDiff.Second,
                    RulesDiff.Since,
                    RulesDiff.Until
                ),
                verb.Of(
                    "publish",
                    "Publish a version; what is held is decided again. 1 when it is refused, 3 when nothing is published until somebody else agrees.",
                    Publish,
                    FileArgument
                ),
                .. RuleDrafts.Build(verb),
            ]
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/rule-sets", stop)).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    ["Name", new Column("Version", IsNumber: true), "Published at", "By", "Agreed by", "Hash"],
                    answer
                        .List("rule_sets")
                        .Select(row =>
                            (string?[])
                                [
                                    row.Text("name"),
                                    row.Text("version"),
                                    row.Moment("published_at"),
                                    row.Text("published_by"),
                                    row.Text("agreed_by"),
                                    row.Text("hash"),
                                ]
                        )
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Template(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        await given.Screen.Output.WriteAsync(await setUp.ShippedRules(given.Value(NameArgument), stop));
        return ExitCode.Ok;
    }

    static async Task<int> Check(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var file = given.Value(FileArgument);
        return Report(given, await setUp.CheckRules(await Content(file, stop), file.Name, given.OrganisationIfAny, stop), "is in order");
    }

    static async Task<int> Test(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var file = given.Value(FileArgument);
        var answer = await setUp.TestRules(await Content(file, stop), file.Name, stop);
        if (IsRefused(given, answer))
            return ExitCode.Found;
        var tests = answer.Must().List("tests");
        var failed = tests.Where(test => test.Text("failure") is not null).ToList();
        given.Show(
            answer.Body,
            () =>
            {
                foreach (var test in tests)
                    given.Screen.Line($"{(test.Text("failure") is null ? "ok    " : "FAILED")} {test.Text("name")}");
                foreach (var test in failed)
                    given.Screen.Line($"\n{file.Name}:{test.Text("line")}: test '{test.Text("name")}': {test.Text("failure")}");
                given.Screen.Line(
                    $"\n{tests.Count - failed.Count} of {tests.Count} tests of {answer.Body.Text("name")} {answer.Body.Text("version")} came out as written."
                );
            }
        );
        return failed.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task<int> Publish(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var file = given.Value(FileArgument);
        return Published(given, await console.Post("v1/rule-sets", new { Content = await Content(file, stop), FileName = file.Name }, stop));
    }

    /// <summary>Says whether a version is published, or waits for a second person, which is no success: the old rules go on.</summary>
    internal static int Published(Invocation given, Answer answer)
    {
        if (answer.Status != 202)
            return Report(given, answer, "is published");
        var (name, version) = (answer.Body.Text("name"), answer.Body.Text("version"));
        given.Show(
            answer.Body,
            () =>
            {
                given.Screen.Line(
                    $"{name} {version} decides on days of {answer.Body.Text("touches")}, which is closed. Somebody else must agree: acsync rules publish-draft {name} {version} --key …"
                );
                Warn(given, answer.Body);
            }
        );
        return ExitCode.Waits;
    }

    static int Report(Invocation given, Answer answer, string good)
    {
        if (IsRefused(given, answer))
            return ExitCode.Found;
        var set = answer.Must();
        given.Show(
            set,
            () =>
            {
                given.Screen.Line(
                    $"{set.Text("name")} {set.Text("version")} {good}"
                        + (set.Text("retried") is { } retried ? $"; {retried} held transactions are decided again." : ".")
                );
                Warn(given, set);
            }
        );
        return ExitCode.Ok;
    }

    static void Warn(Invocation given, JsonElement answer)
    {
        foreach (var warning in answer.List("warnings"))
            given.Screen.Line($"Note: {warning.GetString()}");
    }

    /// <summary>Shows what is wrong with the file, if that is what was answered.</summary>
    internal static bool IsRefused(Invocation given, Answer answer)
    {
        if (answer.Status != 400 || !answer.Body.TryGetProperty("errors", out var errors))
            return false;
        given.Show(
            answer.Body,
            () =>
            {
                foreach (var error in errors.EnumerateArray())
                    given.Screen.Line(error.ValueKind == JsonValueKind.String ? error.GetString()! : error.Text("message")!);
            }
        );
        return true;
    }

    internal static async Task<string> Content(FileInfo file, CancellationToken stop) =>
        file.Exists ? await File.ReadAllTextAsync(file.FullName, stop) : throw new CommandFailedException($"There is no file {file.FullName}.");
}
