using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files;

/// <summary>What a row of a file turned out to be.</summary>
abstract record FileRow
{
    FileRow(int record) => Record = record;

    /// <summary>Which of the piece's records it is, or begins with; from 0.</summary>
    public int Record { get; }

    /// <summary>It says what happened: a charge and the fee for it, for example.</summary>
    /// <param name="Transactions">They fulfil all rules; never empty.</param>
    public sealed record Read(int Record, IReadOnlyList<SourceTransaction> Transactions) : FileRow(Record);

    /// <summary>Understood, and nothing to book.</summary>
    /// <param name="Why">And what carries the money, if anything does.</param>
    public sealed record Skipped(int Record, string Why) : FileRow(Record);

    /// <param name="Field">The column; empty for the row as a whole.</param>
    /// <param name="Rule">A stable word for machines.</param>
    /// <param name="Message">What was found and what to do.</param>
    public sealed record Refused(int Record, string Field, string Rule, string Message) : FileRow(Record);
}
