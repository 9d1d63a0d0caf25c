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
    const int DefaultHours = 24;
    const int MaxHours = 24 * 31;

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
        reads
            .MapGet("/corrections", Corrections)
            .Described(
                "listCorrections",
                Tag,
                "What somebody changed in a platform, until the sides agree again",
                "Edits, deletions and doubles of documents, the newest first. A person corrects them, at the source or in the platform; "
                    + "what agrees again is done.",
                QueryRule.OneOf("state", "detected", "done", "all"),
                QueryRule.Number("limit", 1, MaxListed)
            );
        reads
            .MapGet("/metrics", Metrics)
            .Described(
                "getMetrics",
                Tag,
                "Reconciliation time, accuracy and latency",
                "Of the last hours; the accuracy is of everything that the platforms are to hold.",
                QueryRule.Number("hours", 1, MaxHours)
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

    static async Task<Ok<CorrectionsAnswer>> Corrections(
        [Description("detected, done or all; detected when not given.")] string? state,
        [Description("1 to 1000; 100 when not given.")] int? limit,
        ClaimsPrincipal user,
        Reconciliation reconciliation,
        CancellationToken stop
    )
    {
        var found = await reconciliation.Corrections(
            Principal.Of(user).Organisation,
            CorrectionAnswer.DiscrepancyState(state ?? CorrectionAnswer.Detected),
            limit ?? DefaultLimit,
            stop
        );
        return TypedResults.Ok(new CorrectionsAnswer([.. found.Select(CorrectionAnswer.Of)]));
    }

    static async Task<Ok<OperationalMetrics>> Metrics(
        [Description("How far back, 1 to 744; 24 when not given.")] int? hours,
        ClaimsPrincipal user,
        Reconciliation reconciliation,
        CancellationToken stop
    ) => TypedResults.Ok(await reconciliation.Metrics(Principal.Of(user).Organisation, hours ?? DefaultHours, stop));

    static async Task<Ok<ReconciliationsAnswer>> Runs(ClaimsPrincipal user, Reconciliation reconciliation, CancellationToken stop) =>
        TypedResults.Ok(new ReconciliationsAnswer(await reconciliation.Runs(Principal.Of(user).Organisation, stop)));

    static async Task<Ok<ReconciliationRun>> Run(ClaimsPrincipal user, Reconciliation reconciliation, CancellationToken stop) =>
        TypedResults.Ok(await reconciliation.Run(Principal.Of(user).Organisation, stop));
}
