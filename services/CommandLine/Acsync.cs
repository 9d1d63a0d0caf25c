using System.CommandLine;
using System.CommandLine.Invocation;
using AccountingSync.CommandLine.Commands;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine;

/// <summary>What a command answers to the shell.</summary>
static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A check failed, or something was found that somebody should look at.</summary>
    public const int Found = 1;

    /// <summary>The command was not understood, or what it needs cannot be reached.</summary>
    public const int Cannot = 2;

    /// <summary>Nothing is done yet: somebody else must agree first.</summary>
    public const int Waits = 3;
}

/// <summary>A command cannot go on, for a reason that one sentence tells.</summary>
sealed class CommandFailedException(string message, int code = ExitCode.Cannot) : Exception(message)
{
    public int Code => code;
}

/// <summary>The command line: understands the words, runs the command, and tells failures in one line.</summary>
static class Acsync
{
    public static async Task<int> Run(
        string[] args,
        Screen screen,
        TimeProvider time,
        Func<Installation> installation,
        CancellationToken stop = default
    )
    {
        var parsed = CommandTree.Build(new Verb(screen, time, installation)).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            // Some of the library's messages list the choices line by line.
            screen.Error($"{parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd()} (try --help)");
            return ExitCode.Cannot;
        }
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // Signals are ours: stopping servers takes longer than the library allows.
            Output = screen.Output,
            Error = screen.Errors,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (CommandFailedException failed)
        {
            screen.Error(failed.Message);
            return failed.Code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Error("stopped");
            return ExitCode.Cannot;
        }
        catch (Exception fault)
        {
            // What nobody expected is still told in words; a stack trace helps no user.
            screen.Error(fault.Message);
            return ExitCode.Cannot;
        }
    }
}
