using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Somebody closes the month of the campaign's day in the middle of it, and two people open it again. What came meanwhile must be
/// in the books in the end like everything else.</summary>
public sealed class ClosedMonth(LocalSystem system) : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    readonly HttpClient http = new()
    {
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", system.Secrets.InternalToken) },
    };

    public async Task CloseAndOpen(TimeSpan between, CancellationToken stop)
    {
        await Decide("close", "ann", stop);
        await Task.Delay(between, stop);
        await Decide("ask", "ann", stop);
        await Decide("reopen", "ben", stop);
    }

    /// <summary>Again until the ledger, which may be dead at the moment, has taken it. A refusal says that it had, and its answer was lost.</summary>
    async Task Decide(string verb, string by, CancellationToken stop)
    {
        var address = new Uri(
            system.AddressOf("ledger-writer"),
            $"internal/periods/{PlannedDay.Month}/{verb}?organisation={PlannedDay.Organisation}"
        );
        while (true)
        {
            try
            {
                using var answer = await http.PostAsJsonAsync(address, new { by }, stop);
                if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict)
                    return;
            }
            catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // It is dead, or does not answer: asked again below.
            }
            await Task.Delay(Pause, stop);
        }
    }

    public void Dispose() => http.Dispose();
}
