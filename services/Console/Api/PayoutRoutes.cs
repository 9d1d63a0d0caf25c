using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class PayoutRoutes
{
    const string Tag = "Agreement";
    const int MaxListed = 1_000;
    const int DefaultLimit = 100;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/payouts", List)
            .Described(
                "listPayouts",
                Tag,
                "Whether payouts come to zero",
                "Payouts whose rules say that the clearing account comes to zero over them and what they settle, the newest first.",
                QueryRule.OneOf("state", "unknown", "waiting", "zero", "suspense", "residual"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads
            .MapGet("/payouts/{source}/{**id}", One)
            .Produces<PayoutDetailAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described("getPayout", Tag, "A payout with what it settles", "And what each of them posted on the clearing account.");
    }

    static async Task<Ok<PayoutsAnswer>> List(
        [Description("unknown, waiting, zero, suspense or residual; all when not given.")] string? state,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Payouts payouts,
        CancellationToken stop
    )
    {
        var found = await payouts.List(Principal.Of(user).Organisation, state, limit ?? DefaultLimit, stop);
        return TypedResults.Ok(new PayoutsAnswer([.. found.Select(PayoutAnswer.Of)]));
    }

    static async Task<IResult> One(
        [Description("The source's name.")] string source,
        [Description("The source's id of the payout.")] string id,
        ClaimsPrincipal user,
        Payouts payouts,
        CancellationToken stop
    )
    {
        // A slash in an id may be sent as it is or escaped; the server leaves the escaped one alone.
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return await payouts.One(Principal.Of(user).Organisation, source, id, stop) is { } found
            ? Results.Ok(PayoutDetailAnswer.Of(found))
            : ApiProblems.NotFound($"No rule says of '{id}' of '{source}' that an account comes to zero over it.");
    }
}
