using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Sends the planned day and keeps its own log of what the system said it had accepted. It knows nothing of the system's
/// insides: a request without an answer is sent again, as any gateway would.</summary>
public sealed class LoadGenerator(Uri ingestion, string key, PlannedDay day, Dice dice, FaultTally tally, Func<double> allowed) : IDisposable
{
    readonly HttpClient http = new()
    {
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    const int MaxPauseMilliseconds = 600;
    int total;

    /// <summary>Ids that were answered with accepted or duplicate.</summary>
    public HashSet<string> Accepted { get; } = [];
    public int Requests { get; private set; }
    public int Unanswered { get; private set; }

    /// <summary>What came of the last request that was not taken.</summary>
    string refusal = "none";
    int left;

    /// <summary>Whatever a source may send again, spoil or contradict, is sent too.</summary>
    public bool Misbehaves { get; init; }

    public async Task Send(CancellationToken stop)
    {
        var waiting = new Queue<SourceTransaction[]>(Batches());
        total = waiting.Count;
        while (waiting.Count > 0)
        {
            var batch = waiting.Dequeue();
            if (!await TrySend(batch, stop))
            {
                waiting.Enqueue(batch);
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
            }
            left = waiting.Count;
            await KeepPace(left, stop);
        }
    }

    /// <summary>Spreads the day over the faults: no faster than they come, but never silent for long, because faults need something to strike.</summary>
    async Task KeepPace(int left, CancellationToken stop)
    {
        for (var waited = 0; waited < MaxPauseMilliseconds && 1.0 - (double)left / total > allowed(); waited += 20)
            await Task.Delay(20, stop);
    }

    /// <summary>Arrays of 1 to 40; every tenth is sent a second time, later.</summary>
    List<SourceTransaction[]> Batches()
    {
        var batches = new List<SourceTransaction[]>();
        for (var next = 0; next < day.Transactions.Count; next += batches[^1].Length)
            batches.Add([.. day.Transactions.Skip(next).Take(1 + dice.Below(40))]);
        return dice.Shuffled(batches.Concat(batches.Where(_ => dice.Below(10) == 0)));
    }

    async Task<bool> TrySend(SourceTransaction[] batch, CancellationToken stop)
    {
        Requests++;
        var message = SourceMessage.Of(batch);
        if (Misbehaves)
            message.Misbehave(day, Accepted, dice);
        try
        {
            using var body = new ByteArrayContent(message.Body());
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(new Uri(ingestion, "v1/transactions"), body, stop);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                return NotTaken($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await answer.Content.ReadAsStringAsync(stop));
            using var results = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            foreach (var (element, result) in message.Elements.Zip(results.RootElement.GetProperty("results").EnumerateArray()))
                Note(element, result.GetProperty("status").GetString()!);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return NotTaken(fault.Message);
        }
    }

    bool NotTaken(string why)
    {
        Unanswered++;
        refusal = why;
        return false;
    }

    void Note(SourceElement element, string status)
    {
        Assert.That(status, Is.AnyOf(element.Answers), element.Json);
        if (element.Family is { } family)
            tally.Fault(family);
        else if (status == "duplicate")
            tally.Fault("sent again");
        if (element.Id is { } id)
            Accepted.Add(id);
    }

    public override string ToString() => $"{left} of {total} batches left, {Requests} requests, {Unanswered} not taken, the last: {refusal}";

    public void Dispose() => http.Dispose();
}
