using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class PlatformRoutes
{
    const int MaxListed = 1_000;
    const int DefaultLimit = 100;

    public static void Map(RouteGroupBuilder reads) =>
        reads
            .MapGet("/pushes", Pushes)
            .Described(
                "listPushes",
                "Platforms",
                "Entries on their way to accounting platforms",
                "One push per entry and connection. Refused and parked ones wait for a person.",
                QueryRule.OneOf("state", "pending", "sending", "unknown", "written", "refused", "parked"),
                QueryRule.Number("limit", 1, MaxListed)
            );

    static async Task<Ok<PushesAnswer>> Pushes(
        [Description("pending, sending, unknown, written, refused or parked; all when not given.")] string? state,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        PlatformSync platforms,
        CancellationToken stop
    ) => TypedResults.Ok(new PushesAnswer(await platforms.Pushes(Principal.Of(user).Organisation, state, limit ?? DefaultLimit, stop)));
}
