using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Bank;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

/// <summary>Short ways to what the tests ask of banks' files.</summary>
static class Banks
{
    static readonly Dictionary<string, BankFormat> Folders = new(StringComparer.Ordinal)
    {
        ["camt"] = BankFormat.Camt053,
        ["mt940"] = BankFormat.Mt940,
        ["ofx"] = BankFormat.Ofx,
        ["bai2"] = BankFormat.Bai2,
    };

    static string Folder => Path.Combine(TestFiles.Root, "tests", "Services.Tests", "Ingestion", "Bank");

    /// <summary>From given/: mt940/jejik_sns.sta …</summary>
    public static IEnumerable<string> Files() =>
        Folders
            .Keys.SelectMany(folder => Directory.GetFiles(Path.Combine(Folder, "given", folder)).Select(file => $"{folder}/{Path.GetFileName(file)}"))
            .Where(file => !file.EndsWith("/PROVENANCE.md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static BankFormat FormatOf(string file) => Folders[file.Split('/')[0]];

    public static byte[] Given(string file) => TestFiles.Bytes(Path.Combine("Ingestion", "Bank", "given", file));

    public static string Golden(string file) => Path.Combine(Folder, "expected", file + ".json");

    public static StatementsRead Read(BankFormat format, string text) => BankFile.Read(format, Encoding.UTF8.GetBytes(text));

    /// <summary>The statements of a file of which none is refused.</summary>
    public static IReadOnlyList<BankStatement> Statements(StatementsRead read) =>
        read is StatementsRead.Read(var results, _)
            ?
            [
                .. results.Select(result =>
                    result is StatementResult.Read(var statement) ? statement : throw new AssertionException(StatementsText.Of(read))
                ),
            ]
            : throw new AssertionException(StatementsText.Of(read));

    public static BankStatement Only(StatementsRead read) => Statements(read).Single();

    /// <summary>Why the file, or the only statement that is refused, is refused.</summary>
    public static StatementProblem Problem(StatementsRead read) =>
        read switch
        {
            StatementsRead.Refused(var problem) => problem,
            StatementsRead.Read(var results, _) when results.OfType<StatementResult.Refused>().ToList() is [var refused] => refused.Problem,
            _ => throw new AssertionException(StatementsText.Of(read)),
        };

    public static IReadOnlyList<SourceTransaction> Transactions(StatementsRead read) =>
        [.. BankTransactions.Of("bank", Statements(read)).OfType<EntryMeaning.Moved>().Select(moved => moved.Transaction)];
}
