using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Backfill;

/// <summary>Sales as JSON lines in a file, written before anything is measured.</summary>
sealed class HistoryFile : IDisposable
{
    readonly string path;

    HistoryFile(string path, IReadOnlyList<Sale> sales) => (this.path, Sales) = (path, sales);

    public IReadOnlyList<Sale> Sales { get; }

    public static HistoryFile Write(ulong seed, long count)
    {
        var generator = new SaleGenerator(seed);
        var sales = new List<Sale>();
        var path = Path.GetTempFileName();
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        var line = new StringBuilder(600);
        while (sales.Count < count)
        {
            sales.Add(generator.Next());
            line.Clear();
            sales[^1].WriteJson(line);
            file.Write(line.Replace('\n', ' ').Append('\n'));
        }
        return new HistoryFile(path, sales);
    }

    /// <returns>How many were accepted.</returns>
    public async Task<long> Send(Uri ingestion, string key, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await using var lines = File.OpenRead(path);
        using var content = new StreamContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await http.PostAsync(new Uri(ingestion, "v1/imports"), content, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(body).GetProperty("accepted").GetInt64()
            : throw new InvalidOperationException($"Ingestion answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
    }

    public void Dispose() => File.Delete(path);
}
