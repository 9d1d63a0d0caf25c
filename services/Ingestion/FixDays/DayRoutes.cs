using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Ingestion.Access;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.FixDays;

/// <param name="Source">Null for all sources that have none of their own.</param>
/// <param name="TimeZone">Null to take a setting back.</param>
/// <param name="DayEnds">Midnight when not given.</param>
public sealed record DaySettingToSet(string? Source, string? TimeZone, TimeOnly? DayEnds, string SetBy);

/// <param name="Latest">What counts now: of each source, and of the organisation itself.</param>
/// <param name="History">All that was ever set, the latest first.</param>
public sealed record DaySettingsView(IReadOnlyList<DaySetting> Latest, IReadOnlyList<DaySetting> History);

/// <summary>By which clock business days are fixed when something is accepted.</summary>
static class DayRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/day-settings", Show);
        routes.MapPost("/day-settings", Set);
    }

    static async Task<DaySettingsView> Show(string organisation, NpgsqlDataSource database, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return new DaySettingsView(await DaySettingStore.Latest(session, stop), await DaySettingStore.History(session, stop));
    }

    static async Task<IResult> Set(
        string organisation,
        DaySettingToSet request,
        NpgsqlDataSource database,
        KnownOrganisations organisations,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (!await organisations.Knows(organisation, stop))
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no organisation '{organisation}'.");
        var setting = new DaySetting(request.Source, request.TimeZone, request.DayEnds ?? TimeOnly.MinValue, time.GetUtcNow(), request.SetBy);
        var problems = DaySetting.Check(setting.Source, setting.TimeZone, setting.DayEnds);
        if (problems.Count > 0)
            return Refused(problems);
        await using var session = await Session.Begin(database, organisation, stop);
        await DaySettingStore.Add(session, setting, stop);
        await session.Commit(stop);
        return Results.Ok(setting);
    }

    static IResult Refused(IReadOnlyList<FieldProblem> problems) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The clock is not set.",
            extensions: new Dictionary<string, object?> { ["errors"] = problems.Select(problem => $"{problem.Pointer}: {problem.Message}").ToList() }
        );
}
