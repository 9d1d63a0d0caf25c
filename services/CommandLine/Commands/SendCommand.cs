using System.CommandLine;
using System.Text;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class SendCommand
{
    /// <summary>Lines of a JSONL file that go in one request.</summary>
    const int LinesAtOnce = 500;
    static readonly Argument<FileInfo> FileArgument = new("FILE")
    {
        Description = "Canonical source transactions: a JSON object, an array, or one object per line (.jsonl). Sending twice is safe.",
    };

    public static Command Build(Verb verb) => verb.Of("send", "Send source transactions; 1 when one was not accepted.", Run, FileArgument);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var file = given.Value(FileArgument);
        if (!file.Exists)
            throw new CommandFailedException($"There is no file {file.FullName}.");
        using var ingestion = await given.Ingestion(stop);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<string>();
        await foreach (var body in Bodies(file, stop))
            Count(await ingestion.PostJson("v1/transactions", body, stop), counts, problems);
        given.Show(
            JsonSerializer.SerializeToElement(new { counts, problems }),
            () =>
            {
                given.Screen.Line(counts.Count == 0 ? "Nothing to send." : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
                foreach (var problem in problems)
                    given.Screen.Line($"  {problem}");
            }
        );
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static void Count(Answer answer, SortedDictionary<string, int> counts, List<string> problems)
    {
        if (answer.Body.ValueKind != JsonValueKind.Object || !answer.Body.TryGetProperty("results", out var results))
        {
            if (answer.Status != 400)
                throw new CommandFailedException(answer.Problem);
            counts["rejected"] = counts.GetValueOrDefault("rejected") + 1;
            problems.Add(answer.Problem);
            return;
        }
        foreach (var result in results.EnumerateArray())
        {
            var status = result.Text("status")!;
            counts[status] = counts.GetValueOrDefault(status) + 1;
            if (status is "rejected" or "conflict")
                problems.Add($"{result.Text("source")} {result.Text("id")}: {result.Text("error")}");
        }
    }

    static async IAsyncEnumerable<byte[]> Bodies(FileInfo file, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        if (!file.Extension.Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            yield return await File.ReadAllBytesAsync(file.FullName, stop);
            yield break;
        }
        var waiting = new List<string>();
        await foreach (var line in File.ReadLinesAsync(file.FullName, stop))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            waiting.Add(line);
            if (waiting.Count < LinesAtOnce)
                continue;
            yield return Array(waiting);
            waiting.Clear();
        }
        if (waiting.Count > 0)
            yield return Array(waiting);
    }

    static byte[] Array(List<string> lines) => Encoding.UTF8.GetBytes($"[{string.Join(',', lines)}]");
}
