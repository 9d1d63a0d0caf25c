using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class SummaryRoutes
{
    const string Tag = "Platforms";
    const int MaxListed = 1_000;
    const int DefaultLimit = 100;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/summaries", List)
            .Described(
                "listSummaries",
                Tag,
                "Summaries of days",
                "Days and payouts that connections get as one document, the latest day first, with what waits for the next.",
                QueryRule.Text("connection"),
                QueryRule.Day("date"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads
            .MapGet("/summaries/{id:guid}/entries", Entries)
            .Described(
                "listEntriesOfSummary",
                Tag,
                "The entries behind a summary",
                "Or behind its lines on one account. A page at a time: pass 'next' of the answer as 'after'.",
                QueryRule.Text("account"),
                QueryRule.Text("after"),
                QueryRule.Number("limit", 1, MaxListed)
            );
    }

    static async Task<Ok<SummariesAnswer>> List(
        [Description("Of one connection; all when not given.")] string? connection,
        [Description("Of one day; all when not given.")] DateOnly? date,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        PlatformSync platforms,
        CancellationToken stop
    ) =>
        TypedResults.Ok(
            new SummariesAnswer([
                .. (await platforms.Summaries(Principal.Of(user).Organisation, connection, date, limit ?? DefaultLimit, stop)).Select(
                    DaySummaryAnswer.Of
                ),
            ])
        );

    static async Task<Ok<SummaryEntriesAnswer>> Entries(
        Guid id,
        [Description("Only entries with a line on it; all when not given.")] string? account,
        [Description("The 'next' of the page before.")] Guid? after,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        PlatformSync platforms,
        CancellationToken stop
    )
    {
        var most = limit ?? DefaultLimit;
        var entries = await platforms.EntriesOf(Principal.Of(user).Organisation, id, account, after, most, stop);
        return TypedResults.Ok(
            new SummaryEntriesAnswer([.. entries.Select(SummaryEntryAnswer.Of)], entries.Count == most ? entries[^1].EntryId : null)
        );
    }
}
