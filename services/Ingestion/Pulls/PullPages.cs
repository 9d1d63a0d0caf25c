using System.Diagnostics;
using System.Net;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>Asks a vendor for a page until there is one, or until it is clear that there will be none for now.</summary>
sealed class PullPages(IEnumerable<ISourceEvents> lists, TimeProvider time)
{
    const int MaxAttempts = 4;
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>A vendor that wants a longer rest is asked again by the next pull.</summary>
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <returns>Null when this vendor's list is not read here.</returns>
    public ISourceEvents? ListOf(string sourceSystem) => lists.SingleOrDefault(list => list.Name == sourceSystem);

    /// <summary>The words of the vendors that can be asked.</summary>
    public string Known => string.Join(", ", lists.Select(list => list.Name).Order(StringComparer.Ordinal));

    public async Task<(EventPage.Listed? Page, PullOutcome? End)> Ask(
        Connection connection,
        PullRunRecord run,
        string? position,
        CancellationToken stop
    )
    {
        var list = ListOf(connection.SourceSystem) ?? throw new UnreachableException($"Nobody adds a pull of {connection.SourceSystem}.");
        var access = new SourceAccess(connection.Secrets.ApiKey!, connection.BaseAddress);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await list.List(run.Since, run.Until, position, access, stop);
            if (answer is EventPage.Listed page)
                return (page, null);
            var (end, pause) = After(((EventPage.Failed)answer).Why, attempt, isPlaceNamed: position is not null);
            if (end is not null)
                return (null, end);
            await Task.Delay(pause, time, stop);
        }
    }

    /// <summary>Pure.</summary>
    /// <param name="isPlaceNamed">The vendor was asked to go on at a place, which it forgets with the event there.</param>
    public static (PullOutcome? End, TimeSpan Pause) After(FetchAnswer answer, int attempt, bool isPlaceNamed)
    {
        if (isPlaceNamed && (answer is FetchAnswer.NotFound or FetchAnswer.Unavailable { Status: HttpStatusCode.BadRequest }))
            return (
                new PullOutcome.Failed("The source does not know the place any more where its list was to go on. The next one begins anew."),
                TimeSpan.Zero
            );
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        var (reason, wait) = answer switch
        {
            FetchAnswer.Throttled(var asked) => ("The source asks to wait.", asked ?? pause),
            FetchAnswer.Unavailable(var why) => ($"The source gives no usable answer: {why}.", pause),
            FetchAnswer.NotFound => ("The source knows no such list.", pause),
            FetchAnswer.Unauthorized => ("The source refuses the connection's API key.", TimeSpan.Zero),
            _ => throw new UnreachableException(),
        };
        return answer is FetchAnswer.Unauthorized
                ? (new PullOutcome.Failed($"{reason} Give the connection one that may read events ('acsync connections add')."), TimeSpan.Zero)
            : attempt >= MaxAttempts || wait > LongestPause ? (new PullOutcome.Interrupted(reason), TimeSpan.Zero)
            : (null, wait);
    }
}
