using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Dead letters of all organisations and of none, which only whoever runs the system may see.</summary>
static class AllDeadLetters
{
    /// <summary>How much of a letter's content a table shows, in characters.</summary>
    const int BeginningLength = 60;

    public static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var services = Services(given);
        var answers = await services.Get("internal/dead-letters", stop);
        var letters = answers.SelectMany(answer => answer.Body.EnumerateArray().Select(letter => (answer.Service, Letter: letter))).ToList();
        given.Show(
            JsonSerializer.SerializeToElement(
                new
                {
                    dead_letters = letters.Select(row => new
                    {
                        service = row.Service,
                        id = row.Letter.Text("id"),
                        place = row.Letter.Text("place"),
                        message_type = row.Letter.Text("message_type"),
                        reason = row.Letter.Text("reason"),
                        at = row.Letter.Text("at"),
                        excerpt = row.Letter.Text("excerpt"),
                    }),
                }
            ),
            () =>
            {
                if (letters.Count == 0)
                    given.Screen.Line("There are none, of any organisation or of none.");
                else
                    given.Screen.Table(
                        ["Service", "Place", "At", "Reason", "Begins with"],
                        letters.Select(row =>
                            (string?[])
                                [
                                    row.Service,
                                    row.Letter.Text("place"),
                                    row.Letter.Moment("at"),
                                    Printable(row.Letter.Text("reason")),
                                    Printable(row.Letter.Text("excerpt"), BeginningLength),
                                ]
                        )
                    );
            }
        );
        return letters.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    public static async Task<int> Replay(Invocation given, CancellationToken stop)
    {
        using var services = Services(given);
        var answers = await services.Post("internal/dead-letters/replay", stop);
        var counts = answers.ToDictionary(answer => answer.Service, answer => answer.Body.Number("replayed"));
        DeadLetterCommands.ShowReplayed(given, JsonSerializer.SerializeToElement(new { replayed = counts.Values.Sum(), services = counts }));
        return ExitCode.Ok;
    }

    static InternalServices Services(Invocation given) =>
        given.Value(CommonOptions.Url) is null && given.Value(CommonOptions.Key) is null && given.Value(CommonOptions.Organisation) is null
            ? InternalServices.ThatSetAside(given.Local)
            : throw new CommandFailedException("--all means the whole local system: it goes without --url, --key and --organisation.");

    /// <summary>Anybody may have sent it: what would steer a terminal is shown as a space.</summary>
    static string? Printable(string? text, int length = int.MaxValue) =>
        text is null ? null : string.Concat(text.Take(length).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
