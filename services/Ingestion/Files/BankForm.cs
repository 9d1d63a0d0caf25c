using System.Runtime.CompilerServices;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.Files;

/// <summary>A bank's statements, of which a file is one piece: its balances hold for all of it. Each entry is a row. No report of anybody else's: the
/// bank itself says it, so it has revision 1.</summary>
sealed class BankForm(string name, BankFormat format) : IFileForm
{
    /// <summary>As a tree, a file takes many times its length: there is one tree at a time, however many files are sent.</summary>
    static readonly Lock OneTree = new();

    public string Name => name;
    public IReadOnlyList<string> Systems => [];

    public bool Recognises(FileStart start) => BankFile.Recognise(start.Bytes.Span) == format;

    public OpenResult Open(FileStart start, FileSettings asked) =>
        asked.Source is null
            ? new OpenResult.Refused(
                "source",
                "required",
                "A statement does not say what its account is called here. Say 'source=NAME', as in 'source=bank-main'."
            )
            : new OpenResult.Opened(asked);

    public async IAsyncEnumerable<FilePiece> Cut(Stream file, FileStart start, FileSettings settings, [EnumeratorCancellation] CancellationToken stop)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await file.ReadAsync(buffer, stop)) > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > BankFile.MaxBytes)
                throw new BrokenFileException(
                    1,
                    $"The file has more than {BankFile.MaxBytes} bytes, and a bank's file is read as a whole. Ask the bank for fewer days in one file."
                );
        }
        yield return new FilePiece(whole.ToArray(), [new FileRecord(1, [])]);
    }

    public IReadOnlyList<FileRow> Read(FileSettings settings, ReadOnlyMemory<byte> piece)
    {
        lock (OneTree)
            return Rows(settings, BankFile.Read(format, piece));
    }

    public IReadOnlyList<AccountPeriod> Accounts(FileSettings settings, ReadOnlyMemory<byte> piece)
    {
        lock (OneTree)
            return BankFile.Read(format, piece) is StatementsRead.Read(var results, _)
                ? BankAccounts.Of(settings.Source!, [.. results.OfType<StatementResult.Read>().Select(result => result.Statement)])
                : [];
    }

    static IReadOnlyList<FileRow> Rows(FileSettings settings, StatementsRead file)
    {
        switch (file)
        {
            case StatementsRead.Refused(var problem):
                return [Refused(problem)];
            case StatementsRead.Read(var results, _):
                var statements = results.OfType<StatementResult.Read>().Select(result => result.Statement);
                return
                [
                    .. BankTransactions.Of(settings.Source!, statements).Select(Row),
                    .. results.OfType<StatementResult.Refused>().Select(result => Refused(result.Problem)),
                ];
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    static FileRow Row(EntryMeaning meaning) =>
        meaning switch
        {
            EntryMeaning.Nothing(_, var reason) => new FileRow.Skipped(0, reason),
            EntryMeaning.Moved(var moved) when TransactionRules.Check(moved) is [var problem, ..] => new FileRow.Refused(
                0,
                problem.Pointer,
                problem.Rule,
                $"{problem.Message} (of {moved.Id})"
            ),
            EntryMeaning.Moved(var moved) => new FileRow.Read(0, [moved]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static FileRow.Refused Refused(StatementProblem problem) => new(0, problem.Field, problem.Rule, $"{problem.Place}: {problem.Message}");
}
