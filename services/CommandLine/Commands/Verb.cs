using System.CommandLine;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Makes commands, each with its words and what it does.</summary>
sealed class Verb(Screen screen, TimeProvider time, Func<Installation> installation)
{
    /// <param name="words">Arguments and options, in the order in which help lists them.</param>
    public Command Of(string name, string description, Func<Invocation, CancellationToken, Task<int>> work, params IEnumerable<Symbol> words)
    {
        var command = new Command(name, description);
        foreach (var word in words)
        {
            if (word is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)word);
        }
        command.SetAction((parsed, stop) => work(new Invocation(parsed, screen, time, installation()), stop));
        return command;
    }

    public static Command Group(string name, string description, params IEnumerable<Command> commands)
    {
        var group = new Command(name, description);
        foreach (var command in commands)
            group.Subcommands.Add(command);
        return group;
    }
}
