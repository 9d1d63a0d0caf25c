using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

/// <summary>Files read as the service reads them: recognised, opened, cut, stored, and read again from what is stored.</summary>
static class Exports
{
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<string> Names() =>
        Directory
            .GetFiles(Path.Combine(Folder, "data"), "*.csv")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, "data", name + ".csv"));

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name)).TrimStart('\uFEFF');

    /// <summary>What must be said of a file because nothing in it tells.</summary>
    public static FileSettings Said(string name) =>
        name.StartsWith("square", StringComparison.Ordinal) ? new FileSettings { Currency = "USD" } : new FileSettings();

    /// <param name="said">Its source is the form's usual one unless it says otherwise.</param>
    public static IReadOnlyList<(long Line, FileRow Row)> Read(byte[] file, FileSettings? said = null, string? charset = null)
    {
        var start = FileStart.Of(file.AsMemory(0, Math.Min(file.Length, FileStart.MaxBytes)), file.Length <= FileStart.MaxBytes, charset);
        var form = FileForms.Recognise(start) ?? throw new InvalidDataException("No form knows it.");
        return Read(form, start, file, said ?? new FileSettings());
    }

    public static IReadOnlyList<(long Line, FileRow Row)> Read(string text, FileSettings? said = null) => Read(Encoding.UTF8.GetBytes(text), said);

    /// <summary>Why a file cannot be read at all.</summary>
    public static OpenResult Open(string text, FileSettings? said = null, string? form = null)
    {
        var start = FileStart.Of(Encoding.UTF8.GetBytes(text), isWhole: true, null);
        return (form is null ? FileForms.Recognise(start) : FileForms.Find(form))!.Open(start, said ?? new FileSettings());
    }

    public static IReadOnlyList<SourceTransaction> Facts(IEnumerable<(long Line, FileRow Row)> rows) =>
        [.. rows.Select(row => row.Row).OfType<FileRow.Read>().SelectMany(row => row.Transactions)];

    public static string Describe(IEnumerable<(long Line, FileRow Row)> rows) =>
        new JsonArray([.. rows.Select(Describe)]).ToJsonString(Readable) + "\n";

    public static void Expect(string place, string actual)
    {
        var golden = Path.Combine(Folder, place);
        if (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ACCEPT") == "1")
            File.WriteAllText(golden, actual);
        Assert.That(actual, Is.EqualTo(File.ReadAllText(golden)));
    }

    static IReadOnlyList<(long, FileRow)> Read(IFileForm form, FileStart start, byte[] file, FileSettings said)
    {
        var opened = form.Open(start, said with { Source = said.Source ?? (form.Systems.Count == 0 ? null : form.Systems[0]) });
        var settings = opened is OpenResult.Opened(var settled) ? settled : throw new InvalidDataException(((OpenResult.Refused)opened).Message);
        var rows = new List<(long, FileRow)>();
        foreach (var piece in form.Cut(new MemoryStream(file), start, settings, CancellationToken.None).ToBlockingEnumerable())
        {
            var stored = StoredPiece.Of(new StoredPiece(form.Name, settings, piece.Bytes).ToBytes());
            rows.AddRange(FileForms.Find(stored.Form)!.Read(stored.Settings, stored.Bytes).Select(row => (piece.Records[row.Record].Line, row)));
        }
        return rows;
    }

    static JsonObject Describe((long Line, FileRow Row) row) =>
        row.Row switch
        {
            FileRow.Read read => new JsonObject { ["line"] = row.Line, ["read"] = JsonNode.Parse(TransactionWriter.Write(read.Transactions)) },
            FileRow.Skipped skipped => new JsonObject { ["line"] = row.Line, ["skipped"] = skipped.Why },
            FileRow.Refused refused => new JsonObject
            {
                ["line"] = row.Line,
                ["refused"] = refused.Rule,
                ["field"] = refused.Field,
                ["message"] = refused.Message,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static string Folder => Path.Combine(TestFiles.Root, "tests", "Services.Tests", "Files");
}
