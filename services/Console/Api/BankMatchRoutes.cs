using System.ComponentModel;
using System.Diagnostics;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class BankMatchRoutes
{
    const string Tag = "Agreement";
    const int MaxListed = 1_000;
    const int DefaultLimit = 100;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/bank-matches", List)
            .Described(
                "listBankMatches",
                Tag,
                "Which lines of banks are which payouts",
                "What was found last first; candidates of one proposal follow each other.",
                QueryRule.OneOf("state", "accepted", "proposed", "confirmed", "rejected"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        Decision(reads, "confirm", "confirmBankMatch", "Say that lines belong together", "What a run accepted of the same lines gives way.");
        Decision(
            reads,
            "reject",
            "rejectBankMatch",
            "Say that lines do not belong together",
            "The assignment is neither accepted nor proposed again."
        );
    }

    static void Decision(RouteGroupBuilder routes, string verb, string name, string summary, string description) =>
        routes
            .MapPost(
                $"/bank-matches/{{id:guid}}/{verb}",
                async Task<IResult> (Guid id, BankMatchReason why, ClaimsPrincipal user, BankMatches matches, CancellationToken stop) =>
                {
                    var caller = Principal.Of(user);
                    return await matches.Decide(caller.Organisation, id, verb, caller.KeyName, why.Reason, stop) switch
                    {
                        MatchDecided.Done(var match) => Results.Ok(BankMatchAnswer.Of(match)),
                        MatchDecided.Refused(var status, var title, var detail) => Results.Problem(statusCode: status, title: title, detail: detail),
                        _ => throw new UnreachableException(),
                    };
                }
            )
            .Produces<BankMatchAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Described(name, Tag, summary, description + " The reason is kept, and no run changes the decision.");

    static async Task<Ok<BankMatchesAnswer>> List(
        [Description("accepted, proposed, confirmed or rejected; all when not given.")] string? state,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        BankMatches matches,
        CancellationToken stop
    )
    {
        var found = await matches.List(Principal.Of(user).Organisation, state, limit ?? DefaultLimit, stop);
        return TypedResults.Ok(new BankMatchesAnswer([.. found.Select(BankMatchAnswer.Of)]));
    }
}
