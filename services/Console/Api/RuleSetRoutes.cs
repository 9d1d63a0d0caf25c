using System.Diagnostics;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class RuleSetRoutes
{
    const string Tag = "Rules";

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads.MapGet("/rule-sets", List).Described("listRuleSets", Tag, "Published rule sets", "Every version, with its hash and who published it.");
        Publishes(operates.MapPost("/rule-sets", Publish))
            .Described(
                "publishRuleSet",
                Tag,
                "Publish a version of a rule set",
                "Its tests must pass. What is held is decided again under it. A published version never changes. One that decides on days of a closed period becomes a draft, and somebody else must publish that (202). Role operator."
            );
        reads
            .MapGet("/rule-sets/drafts", Drafts)
            .Described("listRuleSetDrafts", Tag, "Versions that are not published", "They may be saved again and again.");
        operates
            .MapPost("/rule-sets/drafts", Save)
            .Produces<SavedDraft>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .Described(
                "saveRuleSetDraft",
                Tag,
                "Save a version without publishing it",
                "In place of what was saved of it before. Only its name and version must be readable; what publishing would find wrong is told. Role operator."
            );
        Publishes(operates.MapPost("/rule-sets/drafts/{name}/{version:int}/publish", PublishDraft))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described(
                "publishRuleSetDraft",
                Tag,
                "Publish a draft, or agree with whoever proposed it",
                "As with a file. 409 when it was proposed with the same key. Role operator."
            );
        operates
            .MapPost("/rule-sets/drafts/{name}/{version:int}/discard", Discard)
            .Produces<DiscardedAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described("discardRuleSetDraft", Tag, "Throw a draft away", "Role operator.");
    }

    static RouteHandlerBuilder Publishes(RouteHandlerBuilder route) =>
        route
            .Produces<PublishedAnswer>()
            .Produces<ProposedAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    static async Task<Ok<RuleSetsAnswer>> List(ClaimsPrincipal user, RuleSets ruleSets, CancellationToken stop) =>
        TypedResults.Ok(new RuleSetsAnswer(await ruleSets.Published(Principal.Of(user).Organisation, stop)));

    static async Task<Ok<RuleSetDraftsAnswer>> Drafts(ClaimsPrincipal user, RuleSets ruleSets, CancellationToken stop) =>
        TypedResults.Ok(new RuleSetDraftsAnswer(await ruleSets.Drafts(Principal.Of(user).Organisation, stop)));

    static async Task<IResult> Save(RuleSetToPublish file, ClaimsPrincipal user, RuleSets ruleSets, CancellationToken stop)
    {
        var caller = Principal.Of(user);
        return await ruleSets.Save(caller.Organisation, file.Content, file.FileName, caller.KeyName, stop) switch
        {
            ({ } saved, _) => Results.Ok(saved),
            (_, var errors) => Refused(errors),
        };
    }

    static async Task<IResult> Publish(
        RuleSetToPublish file,
        ClaimsPrincipal user,
        RuleSets ruleSets,
        LedgerPeriods periods,
        BusinessDays days,
        CancellationToken stop
    )
    {
        var caller = Principal.Of(user);
        var closed = await periods.Closed(caller.Organisation, stop);
        return Answer(
            await ruleSets.Publish(
                caller.Organisation,
                file.Content,
                file.FileName,
                caller.KeyName,
                closed,
                (await days.Read(caller.Organisation, stop)).Latest,
                stop
            )
        );
    }

    static async Task<IResult> PublishDraft(
        string name,
        int version,
        ClaimsPrincipal user,
        RuleSets ruleSets,
        LedgerPeriods periods,
        BusinessDays days,
        CancellationToken stop
    )
    {
        var caller = Principal.Of(user);
        var closed = await periods.Closed(caller.Organisation, stop);
        return Answer(
            await ruleSets.PublishDraft(
                caller.Organisation,
                name,
                version,
                caller.KeyName,
                closed,
                (await days.Read(caller.Organisation, stop)).Latest,
                stop
            )
        );
    }

    static IResult Answer(PublishResult result) =>
        result switch
        {
            PublishResult.Published(var name, var version, var hash, var retried, var warnings) => Results.Ok(
                new PublishedAnswer(name, version, hash, retried, warnings ?? [])
            ),
            PublishResult.Proposed(var name, var version, var hash, var touches, var warnings) => Results.Accepted(
                value: new ProposedAnswer(name, version, hash, touches, warnings ?? [])
            ),
            PublishResult.NeedsAnother(var reason) => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: reason),
            PublishResult.NoDraft => ApiProblems.NotFound("There is no such draft."),
            PublishResult.Refused(var errors) => Refused(errors),
            _ => throw new UnreachableException(),
        };

    static async Task<IResult> Discard(string name, int version, ClaimsPrincipal user, RuleSets ruleSets, CancellationToken stop) =>
        await ruleSets.Discard(Principal.Of(user).Organisation, name, version, stop)
            ? Results.Ok(new DiscardedAnswer(name, version))
            : ApiProblems.NotFound("There is no such draft.");

    static IResult Refused(IReadOnlyList<string> errors) => ApiProblems.Invalid([.. errors.Select(error => new FieldProblem("/content", error))]);
}
