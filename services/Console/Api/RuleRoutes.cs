using System.ComponentModel;
using System.Diagnostics;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AccountingSync.Console.Api;

static class RuleRoutes
{
    const string Tag = "Rules";
    const int DefaultLimit = 100;
    const int MaxPreviewed = 500;

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads
            .MapGet("/held", Held)
            .Described(
                "listHeld",
                Tag,
                "Transactions that wait",
                "No rule applies, or a policy says wait. The longest held come first.",
                QueryRule.Number("limit", 1, Transformation.MaxHeld)
            );
        operates
            .MapPost("/held/retry", Retry)
            .Described(
                "retryHeld",
                Tag,
                "Decide again what is held",
                "Sends a page of what is held, by source and id, through the flow once more. Role operator.",
                QueryRule.Text("after_source"),
                QueryRule.Text("after_id")
            );
        reads
            .MapPost("/rule-sets/preview", Preview)
            .Produces<PreviewAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .Described(
                "previewRuleSet",
                Tag,
                "What a rule set that is not published would change",
                "A page at a time: pass what 'next' of the answer holds. What stands in the books, and after it what is held, is mapped again under the rules as they would hold then; accounts that would change are listed by month and dimensions, with the transactions that cause it. Nothing is stored.",
                QueryRule.Day("from"),
                QueryRule.Day("to"),
                QueryRule.Number("after", 0, long.MaxValue),
                QueryRule.OneOf("held", "true"),
                QueryRule.Text("after_source"),
                QueryRule.Text("after_id"),
                QueryRule.Number("limit", 1, MaxPreviewed)
            );
    }

    static async Task<Ok<HeldAnswer>> Held(
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Transformation transformation,
        CancellationToken stop
    ) => TypedResults.Ok(new HeldAnswer(await transformation.Held(Principal.Of(user).Organisation, limit ?? DefaultLimit, stop)));

    static async Task<Ok<RetriedAnswer>> Retry(
        [FromQuery(Name = "after_source"), Description("Where the page before ended; leave out for the first page.")] string? afterSource,
        [FromQuery(Name = "after_id")] string? afterId,
        ClaimsPrincipal user,
        Transformation transformation,
        CancellationToken stop
    )
    {
        var after = afterSource is null ? null : new HeldPlace(afterSource, afterId ?? "");
        var page = await transformation.RetryHeld(Principal.Of(user).Organisation, after, stop);
        return TypedResults.Ok(new RetriedAnswer(page.Retried, page.NextSource, page.NextId));
    }

    static async Task<IResult> Preview(
        RuleSetToPublish file,
        [Description("First day of the entries that are looked at.")] DateOnly? from,
        [Description("Last day.")] DateOnly? to,
        [Description("Only entries later in the ledger than this.")] long? after,
        [Description("true: what is held, instead of the ledger.")] bool? held,
        [FromQuery(Name = "after_source"), Description("With 'held': where the page before ended.")] string? afterSource,
        [FromQuery(Name = "after_id")] string? afterId,
        [Description("1 to 500; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        LedgerReplay replay,
        CancellationToken stop
    )
    {
        ReplayPlace place =
            held == true
                ? new ReplayPlace.AmongHeld(afterSource is null ? null : new HeldPlace(afterSource, afterId ?? ""), limit ?? DefaultLimit)
                : new ReplayPlace.InLedger(
                    new EntryFilter
                    {
                        From = from,
                        To = to,
                        After = after,
                        Limit = limit ?? DefaultLimit,
                    }
                );
        var replayed = await replay.Page(Principal.Of(user).Organisation, file.Content, file.FileName, place, stop);
        return replayed.Result switch
        {
            PreviewResult.Previewed page => Results.Ok(PreviewAnswer.Of(page, replayed.Unreadable, replayed.Next)),
            PreviewResult.Refused(var errors) => ApiProblems.Invalid([.. errors.Select(error => new FieldProblem("/content", error))]),
            _ => throw new UnreachableException(),
        };
    }
}
