using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Options that every command takes.</summary>
static class CommonOptions
{
    public static Option<Uri?> Url { get; } =
        AddressOption.Of("--url", "Address of the console (for 'send': of ingestion); the local system when not given.", recursive: true);

    public static Option<string?> Key { get; } = new("--key") { Description = "API key; the local system's own when not given.", Recursive = true };

    public static Option<string?> Organisation { get; } =
        new("--organisation") { Description = "Which organisation of the local system; the demo's when not given.", Recursive = true };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print the answer as JSON.", Recursive = true };
}

/// <summary>One run of one command: what was given, and where it reaches.</summary>
sealed class Invocation(ParseResult parsed, Screen screen, TimeProvider time, Installation installation)
{
    SystemFile? system;

    public Screen Screen => screen;
    public TimeProvider Time => time;
    public Installation Installation => installation;
    public bool Json => parsed.GetValue(CommonOptions.Json);

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>The system that runs in this checkout.</summary>
    /// <exception cref="CommandFailedException">None does.</exception>
    public SystemFile Local =>
        system ??=
            Installation.Running()
            ?? throw new CommandFailedException($"No system runs in {Installation.Root}. Start one with ./run, or give --url and --key.");

    /// <summary>Null for a system that is empty.</summary>
    public string? OrganisationIfAny => parsed.GetValue(CommonOptions.Organisation) ?? ActiveOrganisation.Read(Installation);

    /// <summary>Empty when only the key says it.</summary>
    public string Organisation =>
        parsed.GetValue(CommonOptions.Organisation) is { } given ? given
        : parsed.GetValue(CommonOptions.Key) is not null ? ""
        : ActiveOrganisation.Read(Installation)
            ?? throw new CommandFailedException(
                "The system is empty. Add an organisation with 'acsync organisations add NAME', then name it with --organisation."
            );

    public async Task<Endpoint> Console(CancellationToken stop) =>
        new("The console", parsed.GetValue(CommonOptions.Url) ?? Local.Console, await ApiKey(stop));

    public async Task<Endpoint> Ingestion(CancellationToken stop) =>
        new("Ingestion", parsed.GetValue(CommonOptions.Url) ?? Local.Ingestion, await ApiKey(stop));

    public SetUp SetUp() => new(Local);

    /// <summary>Prints the answer as it is, or lets <paramref name="print"/> show it to a person.</summary>
    public void Show(JsonElement answer, Action print)
    {
        if (Json)
            screen.Json(answer);
        else
            print();
    }

    async Task<string> ApiKey(CancellationToken stop)
    {
        if (parsed.GetValue(CommonOptions.Key) is { } given)
            return given;
        if (parsed.GetValue(CommonOptions.Url) is not null)
            throw new CommandFailedException("--url needs --key.");
        return await new RememberedKeys(Installation).For(Organisation, Local, stop);
    }
}
