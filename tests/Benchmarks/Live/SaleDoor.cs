using System.Net.Http.Headers;
using System.Text;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <summary>Posts parcels as a source would, and remembers which sales were accepted.</summary>
sealed class SaleDoor : IDisposable
{
    static readonly MediaTypeHeaderValue Json = new("application/json");
    static readonly byte[] AcceptedMark = Encoding.UTF8.GetBytes("\"accepted\"");

    readonly HttpClient http;
    readonly Uri address;
    readonly Lock gate = new();

    public SaleDoor(Uri ingestion, string key, int connections)
    {
        address = new Uri(ingestion, "v1/transactions");
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, ActivityHeadersPropagator = null });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public List<Sale> Accepted { get; } = [];

    public int AcceptedCount
    {
        get
        {
            lock (gate)
                return Accepted.Count;
        }
    }

    /// <exception cref="InvalidOperationException">Something of the parcel was not accepted.</exception>
    public async Task Send(Parcel parcel, CancellationToken stop)
    {
        using var content = new ByteArrayContent(parcel.Body()) { Headers = { ContentType = Json } };
        using var answer = await http.PostAsync(address, content, stop);
        var body = await answer.Content.ReadAsByteArrayAsync(stop);
        if ((int)answer.StatusCode != 202 || Count(body) != parcel.Sales.Count)
            throw new InvalidOperationException($"Ingestion answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
        lock (gate)
            Accepted.AddRange(parcel.Sales);
    }

    /// <summary>How many results say "accepted"; cheaper than reading the JSON, and the load generator shares the machine.</summary>
    static int Count(ReadOnlySpan<byte> body)
    {
        var count = 0;
        for (int at; (at = body.IndexOf(AcceptedMark)) >= 0; count++)
            body = body[(at + AcceptedMark.Length)..];
        return count;
    }

    public void Dispose() => http.Dispose();
}
