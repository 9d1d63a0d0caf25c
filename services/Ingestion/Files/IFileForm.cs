using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.Files;

/// <summary>A form in which what happened comes as a file: a vendor's export, a bank's statement, our own columns. A file is cut into pieces, each
/// of which is stored, read, and read again years later by itself.</summary>
interface IFileForm
{
    /// <summary>The word for it in addresses and commands, for example stripe-balance. Stored with each piece, so it never changes.</summary>
    string Name { get; }

    /// <summary>The vendors' words in connections whose facts it repeats, the usual one first: it is the source when nobody names another one.
    /// Empty for forms of no vendor.</summary>
    IReadOnlyList<string> Systems { get; }

    /// <summary>Whether a file that begins so is of this form. No two forms may claim the same file.</summary>
    bool Recognises(FileStart start);

    /// <summary>Settles what must hold for all of the file (delimiter, decimal sign, order of dates …), from its beginning and from what the
    /// sender says; what neither tells is asked for and not guessed.</summary>
    OpenResult Open(FileStart start, FileSettings asked);

    /// <summary>Cuts the file into pieces, in its order, holding no more than one at a time. What belongs together is in one piece.</summary>
    /// <exception cref="BrokenFileException">The file cannot be read further.</exception>
    IAsyncEnumerable<FilePiece> Cut(Stream file, FileStart start, FileSettings settings, CancellationToken stop);

    /// <summary>What a piece says. Pure: the same bytes and settings always give the same answer.</summary>
    /// <returns>One for each row, in the order of the piece; rows that belong together are one.</returns>
    IReadOnlyList<FileRow> Read(FileSettings settings, ReadOnlyMemory<byte> piece);

    /// <summary>What a piece says that accounts held, and what moved them; none where the form tells no balances. Pure as well.</summary>
    IReadOnlyList<AccountPeriod> Accounts(FileSettings settings, ReadOnlyMemory<byte> piece) => [];
}

/// <summary>Whether a file can be read as a form.</summary>
abstract record OpenResult
{
    OpenResult() { }

    public sealed record Opened(FileSettings Settings) : OpenResult;

    /// <param name="Field">The column, or the setting that must be said; empty for the file as a whole.</param>
    /// <param name="Rule">A stable word for machines.</param>
    /// <param name="Message">What was found and what to do.</param>
    public sealed record Refused(string Field, string Rule, string Message) : OpenResult;
}

/// <summary>The file cannot be read beyond a line; what was before it is dealt with.</summary>
/// <param name="line">Counted from 1.</param>
sealed class BrokenFileException(long line, string message) : Exception(message)
{
    public long Line => line;
}
