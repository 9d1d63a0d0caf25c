using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class KeyCommands
{
    static readonly Argument<string> Name = new("NAME") { Description = "What the key is for, such as 'till 2'." };
    static readonly Option<string> Role = new("--role")
    {
        Description = "source (sends transactions), finance (reads and decides) or operator (both, and sets up).",
        DefaultValueFactory = _ => "source",
    };

    public static Command Build(Verb verb)
    {
        Role.AcceptOnlyFromAmong("source", "finance", "operator");
        return Verb.Group(
            "keys",
            "API keys of an organisation, of which only hashes are kept; and the keys that stored content is encrypted with.",
            verb.Of("list", "Names and roles.", List),
            verb.Of("add", "Make a key; it is shown once.", Add, Name, Role),
            verb.Of("revoke", "No longer accept the keys of this name; 1 when there is none.", Revoke, Name),
            verb.Of(
                "rotate-data",
                "Encrypt new content of the organisation with a new data key, in all services that encrypt.",
                DataKeyCommands.Rotate
            ),
            verb.Of("rewrap", "Wrap the data keys of all organisations with the key ring's active key, in all services.", DataKeyCommands.Rewrap)
        );
    }

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var keys = await setUp.Keys(given.Organisation, stop);
        given.Show(
            JsonSerializer.SerializeToElement(keys),
            () =>
                given.Screen.Table(
                    ["Name", "Role", "Made at", "Revoked at"],
                    keys.Select(row => (string?[])[row.Text("name"), row.Text("role"), row.Moment("created_at"), row.Moment("revoked_at")])
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Add(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var key = await setUp.AddKey(given.Organisation, given.Value(Role)!, given.Value(Name), stop);
        given.Show(
            JsonSerializer.SerializeToElement(
                new
                {
                    organisation = given.Organisation,
                    name = given.Value(Name),
                    role = given.Value(Role),
                    key,
                }
            ),
            () => given.Screen.Line(key)
        );
        return ExitCode.Ok;
    }

    static async Task<int> Revoke(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var revoked = await setUp.RevokeKey(given.Organisation, given.Value(Name), stop);
        given.Show(
            JsonSerializer.SerializeToElement(new { revoked }),
            () => given.Screen.Line(revoked == 0 ? $"There is no valid key '{given.Value(Name)}'." : $"{revoked} revoked; refused within 15 seconds.")
        );
        return revoked == 0 ? ExitCode.Found : ExitCode.Ok;
    }
}
