using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>A flood from many connections, each sending as fast as it is answered.</summary>
[Category("Faults")]
public sealed class Sending_more_than_it_can_take
{
    const int Transactions = 2_400;

    /// <summary>So few that what all senders send at once makes one message, and many of those are needed.</summary>
    const int PerRequest = 5;
    const int Senders = 64;

    /// <summary>Generous: an idle service has a fifth of it.</summary>
    const long MostMemoryKilobytes = 600 * 1024;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    readonly ConcurrentBag<TimeSpan?> refusals = [];
    readonly ConcurrentDictionary<string, bool> accepted = new();

    [Test]
    public async Task is_answered_429_loses_nothing_of_what_was_accepted_and_drains()
    {
        using var stop = new CancellationTokenSource(Limit);
        var day = new PlannedDay(Transactions, new Dice(11));
        await using var campaign = await CampaignSystem.Start(
            "overload",
            day.Accounts,
            new Dictionary<string, string>
            {
                ["Limits:Backlog"] = "2",
                ["Limits:RequestsPerSecond"] = "1000000",
                ["Limits:Burst"] = "1000000",
            },
            stop.Token
        );
        var waiting = new ConcurrentQueue<SourceTransaction[]>(day.Transactions.Chunk(PerRequest));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Send(campaign, waiting, stop.Token)));

        var memory = PeakMemoryKilobytes(campaign.System.ProcessOf("ingestion").Pid);
        await Settled.Wait(campaign, accepted.Count, stop.Token);
        var verdict = await Checker.Check(campaign, day, accepted.Keys.ToHashSet(), stop.Token);
        TestContext.Progress.WriteLine($"{refusals.Count} requests were answered 429; Ingestion took {memory / 1024} MB at most; {verdict}");
        Assert.Multiple(() =>
        {
            Assert.That(refusals, Is.Not.Empty);
            Assert.That(refusals, Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)), "Retry-After");
            Assert.That(accepted, Has.Count.EqualTo(Transactions), "what was refused was taken later");
            Assert.That(verdict.IsClean, Is.True, verdict.ToString());
            Assert.That(memory, Is.LessThan(MostMemoryKilobytes));
        });
    }

    /// <summary>Without regard for Retry-After: a rude sender must do no harm either.</summary>
    async Task Send(CampaignSystem campaign, ConcurrentQueue<SourceTransaction[]> waiting, CancellationToken stop)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", campaign.ApiKey) } };
        while (waiting.TryDequeue(out var batch))
        {
            using var body = new ByteArrayContent(TransactionWriter.Write(batch));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(new Uri(campaign.System.AddressOf("ingestion"), "v1/transactions"), body, stop);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                refusals.Add(answer.Headers.RetryAfter?.Delta);
                waiting.Enqueue(batch);
                await Task.Delay(50, stop);
                continue;
            }
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await answer.Content.ReadAsStringAsync(stop));
            using var results = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            foreach (var result in results.RootElement.GetProperty("results").EnumerateArray())
                accepted[result.GetProperty("id").GetString()!] = true;
        }
    }

    static long PeakMemoryKilobytes(int process) =>
        long.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', '\t')[^2],
            CultureInfo.InvariantCulture
        );
}
