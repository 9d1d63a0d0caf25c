using System.Globalization;
using System.Text;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>The rows that an import did not accept, as a file that can be mended and sent again: the reason stands in its last column, import_error, which
/// no form reads. JSON lines have no place for a reason; they are written as they were.</summary>
static class RejectedRows
{
    public static async Task Write(FileInfo file, JsonElement result, CancellationToken stop)
    {
        var text = new StringBuilder(result.Text("columns"));
        foreach (var problem in result.List("problems"))
            text.Append(problem.Text("row"));
        await File.WriteAllTextAsync(file.FullName, text.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), stop);
    }

    public static string Sentence(FileInfo file, JsonElement result)
    {
        var written = result.List("problems").Count(problem => problem.Text("row") is { Length: > 0 });
        var all = result.Number("conflicts") + result.Number("rejected");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{written} of {all} rows that were not accepted stand in {file.FullName}{(written < all ? "; mend and send them, then send the whole file again for the others" : "")}."
        );
    }
}
