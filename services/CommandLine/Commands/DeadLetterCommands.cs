using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class DeadLetterCommands
{
    static readonly Option<bool> All = new("--all")
    {
        Description = "Of all organisations of the local system, and what belongs to none; asks its services themselves.",
    };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "dead-letters",
            "What the services could not process.",
            verb.Of("list", "Items set aside and messages in error queues, of all services; 1 when there are any.", List, All),
            verb.Of("replay", "Give everything back to where it came from.", Replay, All)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        if (given.Value(All))
            return await AllDeadLetters.List(given, stop);
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/dead-letters", stop)).Must();
        var letters = answer.List("dead_letters");
        given.Show(
            answer,
            () =>
            {
                if (letters.Count == 0)
                    given.Screen.Line(
                        "There are none of this organisation. What belongs to none may lie there still: 'dead-letters list --all' tells."
                    );
                else
                    given.Screen.Table(
                        ["Service", "Place", "Message", "At", "Reason"],
                        letters.Select(row =>
                            (string?[])[row.Text("service"), row.Text("place"), row.Text("message_type"), row.Moment("at"), row.Text("reason")]
                        )
                    );
            }
        );
        return letters.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task<int> Replay(Invocation given, CancellationToken stop)
    {
        if (given.Value(All))
            return await AllDeadLetters.Replay(given, stop);
        using var console = await given.Console(stop);
        var answer = (await console.Post("v1/dead-letters/replay", null, stop)).Must();
        ShowReplayed(given, answer);
        return ExitCode.Ok;
    }

    /// <param name="answer">How many in all, and of each service.</param>
    public static void ShowReplayed(Invocation given, JsonElement answer) =>
        given.Show(
            answer,
            () =>
            {
                given.Screen.Line($"{answer.Text("replayed")} were given back.");
                foreach (var service in answer.GetProperty("services").EnumerateObject().Where(service => service.Value.GetInt64() > 0))
                    given.Screen.Line($"  {service.Name}: {service.Value}");
            }
        );
}
