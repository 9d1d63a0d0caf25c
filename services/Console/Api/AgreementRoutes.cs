using System.ComponentModel;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class AgreementRoutes
{
    const string Tag = "Agreement";
    const int MaxListed = 1_000;
    const int DefaultLimit = 100;

    public static void Map(RouteGroupBuilder reads)
    {
        reads
            .MapGet("/discrepancies", Discrepancies)
            .Described(
                "listDiscrepancies",
                Tag,
                "What does not agree",
                "Differences between source, ledger and platforms, with their evidence, the newest first.",
                QueryRule.OneOf("state", "open", "resolved", "all"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads.MapGet("/reconciliations", Runs).Described("listReconciliations", Tag, "Comparisons of all sides", "Newest first.");
        reads.MapPost("/reconciliations", Run).Described("reconcile", Tag, "Compare all sides now", "Answers when the comparison is done.");
    }

    static async Task<Ok<DiscrepanciesAnswer>> Discrepancies(
        [Description("open, resolved or all; open when not given.")] string? state,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Reconciliation reconciliation,
        CancellationToken stop
    )
    {
        var found = await reconciliation.Discrepancies(Principal.Of(user).Organisation, state ?? "open", limit ?? DefaultLimit, stop);
        return TypedResults.Ok(new DiscrepanciesAnswer([.. found.Select(DiscrepancyAnswer.Of)]));
    }

    static async Task<Ok<ReconciliationsAnswer>> Runs(ClaimsPrincipal user, Reconciliation reconciliation, CancellationToken stop) =>
        TypedResults.Ok(new ReconciliationsAnswer(await reconciliation.Runs(Principal.Of(user).Organisation, stop)));

    static async Task<Ok<ReconciliationRun>> Run(ClaimsPrincipal user, Reconciliation reconciliation, CancellationToken stop) =>
        TypedResults.Ok(await reconciliation.Run(Principal.Of(user).Organisation, stop));
}
