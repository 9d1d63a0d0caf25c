namespace AccountingSync.Sandbox.Faults;

/// <summary>Faults on demand: set a target's plan, see all of them with what happened, take them all back.</summary>
internal static class FaultPaths
{
    public static void Map(WebApplication app)
    {
        app.MapPost(
            "/sandbox/faults",
            (FaultPlan plan, FaultSwitchboard switchboard) =>
            {
                if (plan.Problem() is { } problem)
                    return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
                switchboard.Set(plan);
                return Results.Json(Describe(switchboard));
            }
        );
        app.MapGet("/sandbox/faults", (FaultSwitchboard switchboard) => Results.Json(Describe(switchboard)));
        app.MapDelete(
            "/sandbox/faults",
            (FaultSwitchboard switchboard) =>
            {
                switchboard.Clear();
                return Results.NoContent();
            }
        );
    }

    static Dictionary<string, TargetState> Describe(FaultSwitchboard switchboard) =>
        FaultSwitchboard.Targets.ToDictionary(
            name => name,
            name => switchboard.For(name) is var target ? new TargetState(target.Plan, target.Pending, target.Fired) : null!
        );

    sealed record TargetState(FaultPlan Plan, IReadOnlyList<FaultKind> Pending, IReadOnlyDictionary<FaultKind, long> Fired);
}
