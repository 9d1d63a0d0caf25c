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
                "No rule applies, or a policy says wait. The longest held come first; with order=name all of it a page at a time, by source and id: pass 'next_source' and 'next_id' of the answer.",
                QueryRule.OneOf("order", "longest", "name"),
                QueryRule.Text("after_source"),
                QueryRule.Text("after_id"),
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
                "What a rule set would change",
                "A page at a time: pass what 'next' of the answer holds. What stands in the books, and after it what is held, is mapped again under the rules as they would hold then; accounts that would change are listed by month and dimensions, with the transactions that cause it. An older version, or a set for the same sources, is looked at in place of what is published; 'against' compares two files. Nothing is stored.",
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
        [Description("longest when not given; name for all of it, page by page.")] string? order,
        [FromQuery(Name = "after_source"), Description("With order=name: where the page before ended; leave out for the first page.")]
            string? afterSource,
        [FromQuery(Name = "after_id")] string? afterId,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Transformation transformation,
        CancellationToken stop
    )
    {
        var organisation = Principal.Of(user).Organisation;
        var most = limit ?? DefaultLimit;
        if (order != "name")
            return TypedResults.Ok(new HeldAnswer(await transformation.Held(organisation, most, stop)));
        var after = afterSource is null ? null : new HeldPlace(afterSource, afterId ?? "");
        var page = await transformation.HeldAfter(organisation, after, most, stop);
        var last = page.Count == most ? page[^1] : null;
        return TypedResults.Ok(new HeldAnswer(page, last?.Source, last?.Id));
    }

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
        RuleSetToPreview file,
        [Description("First day of the entries that are looked at, and of those that what is held would become.")] DateOnly? from,
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
                ? new ReplayPlace.AmongHeld(afterSource is null ? null : new HeldPlace(afterSource, afterId ?? ""), limit ?? DefaultLimit, from, to)
                : new ReplayPlace.InLedger(
                    new EntryFilter
                    {
                        From = from,
                        To = to,
                        After = after,
                        Limit = limit ?? DefaultLimit,
                    }
                );
        var replayed = await replay.Page(
            Principal.Of(user).Organisation,
            new PreviewedFiles(file.Content, file.FileName, file.Against, file.AgainstFileName),
            place,
            stop
        );
        return replayed.Result switch
        {
            PreviewResult.Previewed page => Results.Ok(PreviewAnswer.Of(page, replayed.Unreadable, replayed.Next)),
            PreviewResult.Refused(var errors) => ApiProblems.Invalid([.. errors.Select(error => new FieldProblem("/content", error))]),
            _ => throw new UnreachableException(),
        };
    }
}
