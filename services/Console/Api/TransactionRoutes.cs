using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Compose;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class TransactionRoutes
{
    const string Tag = "Transactions";

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/transactions/{source}/{**id}", Timeline)
            .Produces<TimelineAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described(
                "getTransaction",
                Tag,
                "The whole timeline of a source transaction",
                "Every revision: when and how it came in, whether it is held and why, its entries with rule set, version and rule, "
                    + "the pushes of each entry, and what the platforms hold."
            );
        reads
            .MapGet("/summary", Summary)
            .Described("getSummary", Tag, "How many transactions are where", "Counts over everything that the organisation ever sent.");
    }

    static async Task<IResult> Timeline(
        [Description("The source's name.")] string source,
        [Description("The source's id of the transaction.")] string id,
        ClaimsPrincipal user,
        TimelineReader timelines,
        CancellationToken stop
    )
    {
        // A slash in an id may be sent as it is or escaped; the server leaves the escaped one alone.
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var gathering = new Gathering();
        var timeline = await timelines.Read(Principal.Of(user).Organisation, source, id, gathering, stop);
        gathering.MustBeComplete();
        return timeline is null ? ApiProblems.NotFound($"No transaction '{id}' of '{source}' is known.") : Results.Ok(TimelineAnswer.Of(timeline));
    }

    static async Task<Ok<SummaryAnswer>> Summary(ClaimsPrincipal user, SummaryReader summaries, CancellationToken stop)
    {
        var gathering = new Gathering();
        var summary = await summaries.Read(Principal.Of(user).Organisation, gathering, stop);
        gathering.MustBeComplete();
        return TypedResults.Ok(SummaryAnswer.Of(summary));
    }
}
