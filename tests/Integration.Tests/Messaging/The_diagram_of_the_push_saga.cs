using System.Text.RegularExpressions;
using AccountingSync.PlatformSync.ResolveOutcome;
using MassTransit;
using MassTransit.SagaStateMachine;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>The arrows of docs/sagas are those of the machine. Two things are a person's: the remark behind an event's name, and
/// further loops on a state for an event that the state takes, because the machine's own graph shows neither conditions nor loops.</summary>
public sealed partial class The_diagram_of_the_push_saga
{
    sealed record Arrow(string From, string To, string Event);

    [GeneratedRegex(@"^    (?<from>\S+) --> (?<to>\S+) : (?<event>\w+)(?<remark>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line { get; }

    static string PathOfDiagram => Path.Combine(Root(), "docs", "sagas", $"{nameof(PushOutcomeStateMachine)}.mmd");

    [Test]
    public async Task is_drawn_from_the_machine()
    {
        var drawn = File.Exists(PathOfDiagram) ? await File.ReadAllTextAsync(PathOfDiagram) : "";

        var now = Draw(new PushOutcomeStateMachine(), drawn);

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(PathOfDiagram, now);
        else
            Assert.That(drawn, Is.EqualTo(now), "Run this test with UPDATE_SNAPSHOTS=1, look at the change and commit it.");
    }

    [Test]
    public void loses_no_arrow_and_invents_none()
    {
        var machine = new PushOutcomeStateMachine();

        var fromNothing = Draw(machine, "");
        var fromLies = Draw(machine, "stateDiagram-v2\n    LookingUp --> Nowhere : PushFound / lost\n    Asleep --> Asleep : PushFound\n");

        Assert.That(fromLies, Is.EqualTo(fromNothing));
        Assert.That(fromNothing, Does.Contain("    [*] --> LookingUp : PushOutcomeUnknown\n").And.Contain("    LookingUp --> [*] : PushFound\n"));
    }

    static string Draw(PushOutcomeStateMachine machine, string drawn)
    {
        var graph = machine.GetGraph();
        bool Takes(string state, string message) =>
            graph.Vertices.Any(vertex =>
                IsEvent(vertex)
                && EventOf(vertex) == message
                && machine.States.Any(known => known.Name == state && machine.NextEvents(known).Any(next => next.Name == vertex.Title))
            );
        var taken = graph.Edges.Where(edge => IsEvent(edge.To)).Select(edge => (State: NameOf(edge.From), Event: edge.To)).ToList();
        var arrows = taken
            .SelectMany(pair =>
                graph
                    .Edges.Where(edge => edge.From.Equals(pair.Event) && !IsEvent(edge.To))
                    .Select(edge => new Arrow(pair.State, NameOf(edge.To), EventOf(pair.Event)))
            )
            .ToHashSet();
        var lines = new List<string>();
        foreach (var match in drawn.Split('\n').Select(line => Line.Match(line)).Where(match => match.Success))
        {
            var arrow = new Arrow(match.Groups["from"].Value, match.Groups["to"].Value, match.Groups["event"].Value);
            var isLoop = arrow.From == arrow.To && Takes(arrow.From, arrow.Event);
            if (arrows.Remove(arrow) || isLoop)
                lines.Add(match.Value);
        }
        lines.AddRange(
            arrows.OrderBy(arrow => arrow.ToString(), StringComparer.Ordinal).Select(arrow => $"    {arrow.From} --> {arrow.To} : {arrow.Event}")
        );
        return $"stateDiagram-v2\n{string.Join('\n', lines)}\n";
    }

    static bool IsEvent(Vertex vertex) => typeof(Event).IsAssignableFrom(vertex.VertexType);

    static string NameOf(Vertex state) => state.Title is "Initial" or "Final" ? "[*]" : state.Title;

    /// <summary>The message's type: what goes over the bus is named in docs/flow.md.</summary>
    static string EventOf(Vertex vertex) => vertex.TargetType.Name;

    static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "AccountingSync.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
