using System.CommandLine;
using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Accounting.PlainText;
using AccountingSync.CommandLine.Reach;

namespace AccountingSync.CommandLine.Commands;

static class ExportCommand
{
    static readonly Argument<string> Format = new("FORMAT") { Description = "hledger, ledger or beancount." };
    static readonly Option<FileInfo?> To = new("--output", "-o") { Description = "File to write; standard output when not given." };
    static readonly Option<DateOnly?> From = new("--from") { Description = "First day." };
    static readonly Option<DateOnly?> Until = new("--to") { Description = "Last day." };

    static readonly Dictionary<string, Action<IEnumerable<JournalEntry>, TextWriter, string>> Renderers = new()
    {
        ["hledger"] = HledgerJournal.Write,
        ["ledger"] = LedgerJournal.Write,
        ["beancount"] = BeancountJournal.Write,
    };

    public static Command Build(Verb verb) => verb.Of("export", "The whole ledger as a journal in plain text.", Run, Format, To, From, Until);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        if (!Renderers.TryGetValue(given.Value(Format), out var write))
            throw new CommandFailedException($"'{given.Value(Format)}' is no format; there are {string.Join(", ", Renderers.Keys)}.");
        using var console = await given.Console(stop);
        var organisation = given.Organisation;
        var count = 0;
        var entries = new PostedEntries(console, organisation).All(given.Value(From), given.Value(Until)).Select(Counted);
        var title = organisation.Length == 0 ? "AccountingSync" : organisation;
        if (given.Value(To) is not { } file)
        {
            write(entries, given.Screen.Output, title);
            return ExitCode.Ok;
        }
        WriteWhole(file.FullName, writer => write(entries, writer, title));
        await given.Screen.Errors.WriteLineAsync($"{count} entries written to {file.FullName}");
        return ExitCode.Ok;

        JournalEntry Counted(JournalEntry entry)
        {
            stop.ThrowIfCancellationRequested();
            count++;
            return entry;
        }
    }

    /// <summary>The file appears when it is complete; half a journal would balance, too.</summary>
    static void WriteWhole(string path, Action<TextWriter> write)
    {
        var unfinished = path + ".part";
        using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            write(writer);
        File.Move(unfinished, path, overwrite: true);
    }
}
