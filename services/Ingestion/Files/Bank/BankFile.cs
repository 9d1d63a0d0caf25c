using System.Text.RegularExpressions;
using AccountingSync.Ingestion.Files.Bank.Bai2;
using AccountingSync.Ingestion.Files.Bank.Camt;
using AccountingSync.Ingestion.Files.Bank.Mt940;
using AccountingSync.Ingestion.Files.Bank.Ofx;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Reads a bank's file. Pure: the same bytes always give the same answer.</summary>
static partial class BankFile
{
    /// <summary>File header, sender, receiver, day.</summary>
    [GeneratedRegex(@"\A01,[^,\n]*,[^,\n]*,[0-9]{6},", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Bai2Start { get; }

    public const int MaxBytes = 16 * 1024 * 1024;

    public static StatementsRead Read(BankFormat format, ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty)
            return new StatementsRead.Refused(new("file", "file", "empty", "The file is empty. Ask the bank for it again."));
        if (file.Length > MaxBytes)
            return new StatementsRead.Refused(
                new(
                    "file",
                    "file",
                    "too-large",
                    $"The file has {file.Length} bytes; at most {MaxBytes} are read. Ask the bank for fewer days in one file."
                )
            );
        try
        {
            var (results, notes) = Parse(format, file);
            var (checkedResults, gaps) = StatementsOfOneFile.Check(results);
            return new StatementsRead.Read(checkedResults, [.. notes, .. gaps]);
        }
        catch (BankShapeException refused)
        {
            return new StatementsRead.Refused(refused.Problem);
        }
    }

    /// <param name="start">The first bytes of a file; 512 are enough.</param>
    /// <returns>Null when it looks like none of the forms. That it looks like one does not mean that it is read.</returns>
    public static BankFormat? Recognise(ReadOnlySpan<byte> start)
    {
        var text = FileText.Beginning(start).TrimStart();
        if (text.StartsWith('<'))
            return text.Contains("<OFX", StringComparison.Ordinal) || text.Contains("<?OFX", StringComparison.Ordinal) ? BankFormat.Ofx
                : text.Contains("camt.05", StringComparison.Ordinal) ? BankFormat.Camt053
                : null;
        if (text.StartsWith("OFXHEADER", StringComparison.Ordinal))
            return BankFormat.Ofx;
        if (Bai2Start.IsMatch(text))
            return BankFormat.Bai2;
        return
            text.StartsWith("{1:", StringComparison.Ordinal)
            || text.StartsWith(":940:", StringComparison.Ordinal)
            || text.StartsWith(":20:", StringComparison.Ordinal)
            || text.Contains("\n:20:", StringComparison.Ordinal)
            ? BankFormat.Mt940
            : null;
    }

    static (IReadOnlyList<StatementResult> Statements, IReadOnlyList<string> Notes) Parse(BankFormat format, ReadOnlyMemory<byte> file) =>
        format switch
        {
            BankFormat.Camt053 => (CamtFile.Read(file), []),
            BankFormat.Mt940 => Mt940File.Read(file),
            BankFormat.Ofx => OfxFile.Read(file),
            BankFormat.Bai2 => Bai2File.Read(file),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such form."),
        };
}
