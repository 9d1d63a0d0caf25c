using System.Diagnostics;
using System.IO.Pipelines;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.Files;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>How an import of a file began.</summary>
abstract record FileOpening
{
    FileOpening() { }

    /// <param name="File">From its first byte on.</param>
    public sealed record Opened(IFileForm Form, FileSettings Settings, FileStart Start, BegunStream File) : FileOpening
    {
        /// <param name="where">See <see cref="ImportIdentity.Of"/>.</param>
        public ImportIdentity Identify(string door, string? name, long? length, string where) =>
            ImportIdentity.Of(door, name, Form.Name, Settings.Source, length, $"{where}\n{Settings}\n{Start.Encoding.WebName}", Start.Bytes.Span);
    }

    /// <param name="Field">The column, or the parameter of the address; empty for the file as a whole.</param>
    public sealed record Refused(string Field, string Rule, string Message) : FileOpening;
}

/// <summary>Takes a file piece by piece: each is accepted, with one commit, before the next is cut off.</summary>
sealed class FileImport(PieceAcceptor pieces, BatchPace pace, SourceOfFile sources)
{
    /// <summary>Looks at the beginning of the body and settles what must be known of all of it.</summary>
    public async Task<FileOpening> Open(string organisation, FileQuestion question, PipeReader body, CancellationToken stop)
    {
        FileStart start;
        BegunStream file;
        try
        {
            (start, file) = await FileStart.Of(body, question.Charset, stop);
        }
        catch (ArgumentException unknown) when (question.Charset is not null)
        {
            return new FileOpening.Refused("charset", "encoding", unknown.Message);
        }
        if ((question.Form ?? FileForms.Recognise(start)) is not { } form)
            return new FileOpening.Refused(
                "form",
                "unknown-form",
                $"The file begins with no known columns{Beginning(start)}. Say 'form=NAME', or export it as one of {FileForms.Names}."
            );
        var source = await sources.Of(organisation, form, question.Settings.Source, stop);
        if (source is SourceAnswer.AlmostCalled(var connection))
            return new FileOpening.Refused(
                "source",
                "almost-a-connection",
                $"'{question.Settings.Source}' differs from the connection '{connection}' in upper and lower case only, and the file would be there twice. Say 'source={connection}', or a name that is another."
            );
        if (source is not SourceAnswer.Found found)
            return new FileOpening.Refused(
                "source",
                "several-sources",
                $"Several connections, or none of the kind, may be the source of a file of the form {form.Name}. Say 'source=NAME' with a connection's name, or with a name that no connection has."
            );
        return form.Open(start, question.Settings with { Source = found.Source, System = found.System }) switch
        {
            OpenResult.Opened(var settings) => new FileOpening.Opened(form, settings, start, file),
            OpenResult.Refused(var field, var rule, var message) => new FileOpening.Refused(field, rule, message),
            _ => throw new UnreachableException(),
        };
    }

    public async Task<ImportOutcome> Take(ImportRun run, FileOpening.Opened file, ImportTally tally, CancellationToken stop)
    {
        var again = FileRecordText.Of(file.Start, file.Settings);
        tally.File = (file.Form.Name, file.Settings.Source, again?.Header);
        try
        {
            await foreach (var piece in file.Form.Cut(file.File, file.Start, file.Settings, stop))
            {
                run.ReadBytes = file.File.Given;
                if (await run.Take(() => Take(run, file, piece, again, tally, stop), stop) is { } end)
                    return end;
            }
            return new ImportOutcome.Done();
        }
        catch (BrokenFileException broken)
        {
            return new ImportOutcome.Broken(broken.Line, broken.Message);
        }
    }

    async Task<bool> Take(ImportRun run, FileOpening.Opened file, FilePiece piece, FileRecordText? again, ImportTally tally, CancellationToken stop)
    {
        using var turn = await pace.Begin(stop);
        using var trace = ChunkTrace.Start("import piece");
        var rows = file.Form.Read(file.Settings, piece.Bytes);
        var read = rows.OfType<FileRow.Read>().ToList();
        var skipped = rows.OfType<FileRow.Skipped>().ToList();
        var refused = rows.OfType<FileRow.Refused>().ToList();
        var submission =
            read.Count == 0
                ? null
                : new Submission
                {
                    Organisation = run.Organisation,
                    Door = "file",
                    Payload = new StoredPiece(file.Form.Name, file.Settings, piece.Bytes).ToBytes(),
                    Transactions = [.. read.SelectMany(row => row.Transactions)],
                    TraceParent = trace?.Id,
                };
        if (
            await pieces.Accept(
                run,
                "file",
                submission,
                facts => ImportCounts.Of(ByRow(read, facts), refused.Count, skipped.Count),
                [.. refused.Select(Problem)],
                file.Settings.Source is { } source ? new ToldAccounts(source, file.Form.Accounts(file.Settings, piece.Bytes)) : null,
                stop
            )
            is not { } acceptances
        )
            return false;
        Func<string, string>? Again(FileRow row) => again is null ? null : why => again.Row(RecordsOf(row, rows, piece), why);
        foreach (var (row, acceptance) in read.Zip(ByRow(read, acceptances)))
            tally.Add(piece.Records[row.Record].Line, acceptance, Again(row));
        foreach (var row in skipped)
            tally.Skip(piece.Records[row.Record].Line, row.Why);
        foreach (var row in refused)
            tally.Reject(piece.Records[row.Record].Line, [Problem(row)], Again(row));
        return true;
    }

    static List<Acceptance> ByRow(IReadOnlyList<FileRow.Read> rows, IReadOnlyList<Acceptance> facts)
    {
        var left = new Queue<Acceptance>(facts);
        return [.. rows.Select(row => Together([.. row.Transactions.Select(_ => left.Dequeue())]))];
    }

    /// <summary>A row is new when one of its facts is, and in conflict when one of them is.</summary>
    static Acceptance Together(IReadOnlyList<Acceptance> facts) =>
        facts.Contains(Acceptance.Conflict) ? Acceptance.Conflict
        : facts.Contains(Acceptance.Accepted) ? Acceptance.Accepted
        : Acceptance.Duplicate;

    static IEnumerable<FileRecord> RecordsOf(FileRow row, IReadOnlyList<FileRow> rows, FilePiece piece)
    {
        var end = rows.FirstOrDefault(other => other.Record > row.Record)?.Record ?? piece.Records.Count;
        return piece.Records.Take(end).Skip(row.Record);
    }

    static FieldProblem Problem(FileRow.Refused row) => new(row.Field, row.Rule, row.Message);

    static string Beginning(FileStart start) =>
        start.Records is [var first, ..] ? $" ({string.Join(", ", first.Fields.Take(6).Select(Files.Csv.CsvRow.Shown))})" : "";
}
