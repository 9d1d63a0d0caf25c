using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class CompletenessRoutes
{
    const int MaxListed = 10_000;
    const int DefaultLimit = 1_000;

    public static void Map(RouteGroupBuilder reads) =>
        reads
            .MapGet("/completeness", List)
            .Described(
                "listCompleteness",
                "Agreement",
                "Whether everything came in",
                "By source and account, the latest period first: what the source says that it held and what moved it, beside what was received.",
                QueryRule.Text("source"),
                QueryRule.Day("from"),
                QueryRule.Day("until"),
                QueryRule.Number("limit", 1, MaxListed)
            );

    static async Task<Ok<CompletenessesAnswer>> List(
        [Description("Of one source; all when not given.")] string? source,
        [Description("Leave out periods that end before this day.")] DateOnly? from,
        [Description("Leave out periods that begin after this day.")] DateOnly? until,
        [Description("1 to 10000; 1000 when not given.")] int? limit,
        ClaimsPrincipal user,
        Completeness completeness,
        CancellationToken stop
    ) =>
        TypedResults.Ok(
            new CompletenessesAnswer([
                .. (await completeness.List(Principal.Of(user).Organisation, source, from, until, limit ?? DefaultLimit, stop)).Select(
                    CompletenessAnswer.Of
                ),
            ])
        );
}
