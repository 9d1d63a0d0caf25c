using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class PeriodRoutes
{
    const string Tag = "Periods";
    const int DefaultLimit = 100;
    const int MaxListed = 1_000;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/periods", List)
            .Described("listClosedPeriods", Tag, "Closed periods", "Months of the books that are closed, the latest first. All others are open.");
        reads
            .MapGet("/periods/decisions", Decisions)
            .Described(
                "listPeriodDecisions",
                Tag,
                "What was decided about periods",
                "Who closed and opened what, and why, the latest first.",
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads
            .MapGet("/periods/waiting", Waiting)
            .Described(
                "listWaitingEntries",
                Tag,
                "Entries that wait for a closed period",
                "The rules made them, and their day lies in a closed period. The longest waiting come first.",
                QueryRule.Month("period"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads
            .MapPost("/periods/waiting/post", PostLater)
            .Described(
                "postWaitingEntries",
                Tag,
                "Post waiting entries on the next open day",
                "Each keeps the day that it is of beside the one on which it counts. Ids of entries that do not wait are left out."
            );
        Decision(reads, "close", "closePeriod", "Close a period", "Nothing is posted into it any more.");
        Decision(reads, "ask", "askToReopenPeriod", "Ask to open a period again", "Somebody else must agree, with 'reopen'.");
        Decision(reads, "decline", "declineToReopenPeriod", "Leave a period closed", "The wish to open it again is declined or taken back.");
        Decision(
            reads,
            "reopen",
            "reopenPeriod",
            "Open a period again",
            "Needs a wish that somebody else uttered with 'ask'. What waits for the period is posted on its own day."
        );
    }

    static void Decision(RouteGroupBuilder routes, string verb, string name, string summary, string description) =>
        routes
            .MapPost(
                $"/periods/{{period}}/{verb}",
                async Task<IResult> (string period, PeriodReason why, ClaimsPrincipal user, LedgerPeriods periods, CancellationToken stop) =>
                {
                    if (!QueryRule.Month("period").Fits(period))
                        return ApiProblems.NotFound($"'{period}' is no period; write it like 2026-03.");
                    var caller = Principal.Of(user);
                    return await periods.Decide(caller.Organisation, period, verb, caller.KeyName, why.Reason, stop) is { } objection
                        ? Results.Problem(statusCode: StatusCodes.Status409Conflict, title: objection)
                        : Results.Ok(new PeriodAnswer(period));
                }
            )
            .Produces<PeriodAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Described(name, Tag, summary, description);

    static async Task<Ok<PeriodsAnswer>> List(ClaimsPrincipal user, LedgerPeriods periods, CancellationToken stop) =>
        TypedResults.Ok(new PeriodsAnswer(await periods.Closed(Principal.Of(user).Organisation, stop)));

    static async Task<Ok<PeriodDecisionsAnswer>> Decisions(
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        LedgerPeriods periods,
        CancellationToken stop
    ) =>
        TypedResults.Ok(
            new PeriodDecisionsAnswer([
                .. (await periods.Decisions(Principal.Of(user).Organisation, limit ?? DefaultLimit, stop)).Select(PeriodDecisionAnswer.Of),
            ])
        );

    static async Task<Ok<WaitingEntriesAnswer>> Waiting(
        [Description("Like 2026-03; all when not given.")] string? period,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        LedgerPeriods periods,
        CancellationToken stop
    )
    {
        DateOnly? month = period is null ? null : DateOnly.ParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var waiting = await periods.Waiting(Principal.Of(user).Organisation, month, limit ?? DefaultLimit, stop);
        return TypedResults.Ok(new WaitingEntriesAnswer([.. waiting.Select(WaitingEntryAnswer.Of)]));
    }

    static async Task<Ok<PostedLater>> PostLater(EntriesToPost request, ClaimsPrincipal user, LedgerPeriods periods, CancellationToken stop)
    {
        var caller = Principal.Of(user);
        return TypedResults.Ok(new PostedLater(await periods.PostLater(caller.Organisation, caller.KeyName, request.EntryIds, stop)));
    }
}
