using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Commands;

static class TraceCommand
{
    static readonly Argument<string?> Id = new("ID") { Description = "The trace's id.", Arity = ArgumentArity.ZeroOrOne };
    static readonly Option<bool> Latest = new("--latest") { Description = "The newest trace that reached a platform." };

    public static Command Build(Verb verb) =>
        verb.Of("trace", "Everything that happened because of one request, as a tree; 1 when there is no such trace.", Run, Id, Latest);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var file = new TraceFile(given.Installation.TraceFile);
        var id = given.Value(Id);
        if ((id is null) != given.Value(Latest))
            throw new CommandFailedException("Give a trace's id, or --latest.");
        id ??= await file.Latest(stop) ?? throw new CommandFailedException("No trace has reached a platform yet.", ExitCode.Found);
        var spans = await file.Read(id, stop);
        if (spans.Count == 0)
            throw new CommandFailedException($"There is no trace {id} in {given.Installation.TraceFile}.", ExitCode.Found);
        given.Show(
            JsonSerializer.SerializeToElement(spans),
            () =>
            {
                given.Screen.Line($"Trace {id}: {spans.Count} spans of {string.Join(", ", spans.Select(span => span.Service).Distinct())}");
                given.Screen.Line(TraceTree.Render(spans));
            }
        );
        return ExitCode.Ok;
    }
}
