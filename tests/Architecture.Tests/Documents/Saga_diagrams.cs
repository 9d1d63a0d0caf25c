using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Documents;

[TestFixture]
public sealed partial class Saga_diagrams
{
    [GeneratedRegex(@"class (\w+)[^{;]*: MassTransitStateMachine<")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"\bState (\w+) \{")]
    private static partial Regex StateName();

    static IEnumerable<(SourceFile File, string Name)> Machines =>
        from file in SourceFile.In("services")
        from Match match in StateMachine().Matches(file.Code)
        select (file, match.Groups[1].Value);

    static IReadOnlyList<string> Diagrams => [.. Checkout.FilesIn("docs/sagas", ".mmd").Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Test]
    public void are_there_for_every_state_machine_and_for_nothing_else() =>
        Assert.That(Diagrams, Is.EquivalentTo(Machines.Select(machine => machine.Name)));

    [Test]
    public void name_every_state_of_their_machine() =>
        Breaches.None(
            from machine in Machines
            where Diagrams.Contains(machine.Name)
            let diagram = Checkout.Read($"docs/sagas/{machine.Name}.mmd")
            from Match state in StateName().Matches(machine.File.Code)
            where !Regex.IsMatch(diagram, $@"\b{state.Groups[1].Value}\b")
            select $"docs/sagas/{machine.Name}.mmd lacks {state.Groups[1].Value}",
            "The diagram shows the machine as it is."
        );
}
