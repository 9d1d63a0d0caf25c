using System.CommandLine;
using System.Text.Json;

namespace AccountingSync.CommandLine.Commands;

/// <summary>How systems of one's own, which send canonical transactions, are told of corrections. The connection says what the system calls itself in
/// them.</summary>
static class OwnSystemConnections
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens; one for all organisations." };
    static readonly Option<string?> Source = new("--source") { Description = "The 'source' of its transactions; NAME when not given." };
    static readonly Option<string> Secret = new("--secret")
    {
        Description = "That both sides know: calls are signed with it. @FILE keeps it out of the process list.",
        Required = true,
    };
    static readonly Option<Uri?> Address = AddressOption.Of("--url", "Where it is called.");

    public static IEnumerable<Command> Build(Verb verb) =>
        [
            verb.Of("callback", "Corrections to a system of one's own, by signed HTTP calls.", AddCallback, Name, Source, Address, Secret),
            verb.Of("queue", "Corrections to a system of one's own, by the exchange accountingsync.corrections.", AddQueue, Name, Source),
        ];

    static Task<int> AddCallback(Invocation given, CancellationToken stop)
    {
        if (given.Value(Address) is { } address)
            return Add(given, "callback", address, SecretText.Of(given.Value(Secret)), $"Corrections go to {address}", stop);
        throw new CommandFailedException("--url: say where the system is called.");
    }

    static Task<int> AddQueue(Invocation given, CancellationToken stop) =>
        Add(
            given,
            "queue",
            null,
            null,
            $"Corrections go to the exchange accountingsync.corrections as {given.Organisation}.{given.Value(Source) ?? given.Value(Name)}",
            stop
        );

    static async Task<int> Add(Invocation given, string system, Uri? address, string? secret, string told, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        await setUp.ConnectSource(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            system,
            address,
            null,
            [],
            secret,
            given.Value(Source),
            stop
        );
        given.Show(JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }), () => given.Screen.Line(told));
        return ExitCode.Ok;
    }
}
