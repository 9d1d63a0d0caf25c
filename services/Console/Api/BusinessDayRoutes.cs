using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

/// <summary>By which clock the business days of what sources tell are fixed.</summary>
public sealed record BusinessDayToSet(
    [property: Description("An IANA name such as Europe/Berlin; null to take a setting back.")] string? TimeZone,
    [property: Description("Local time, from 00:00 to 12:00, until which the day before goes on; 00:00 when not given.")] string? DayEnds = null,
    [property: Description("For this source alone; all that have none of their own when not given.")] string? Source = null
);

public sealed record BusinessDayAnswer(
    [property: Description("Absent for all sources that have none of their own.")] string? Source,
    [property: Description("Absent when it was taken back: then the organisation's setting counts, or what the rules say.")] string? TimeZone,
    [property: Description("Such as 03:00.")] string DayEnds,
    [property: Description("It counts for what is accepted from then on.")] DateTimeOffset Since,
    string SetBy
)
{
    public static BusinessDayAnswer Of(DaySetting setting) =>
        new(setting.Source, setting.TimeZone, setting.DayEnds.ToString("HH:mm", CultureInfo.InvariantCulture), setting.Since, setting.SetBy);
}

/// <summary>What counts now, and all that was ever set.</summary>
public sealed record BusinessDaysAnswer(IReadOnlyList<BusinessDayAnswer> Latest, IReadOnlyList<BusinessDayAnswer> History);

static class BusinessDayRoutes
{
    const string Tag = "Business days";

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads
            .MapGet("/business-days", Show)
            .Described(
                "showBusinessDays",
                Tag,
                "By which clocks business days are fixed",
                "What counts now, and everything that was set before, the latest first."
            );
        operates
            .MapPost("/business-days", Set)
            .Produces<BusinessDayAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .Described(
                "setBusinessDay",
                Tag,
                "Set the clock of the organisation or of a source",
                "It counts for what is accepted from now on; days that were fixed before stay. Where nothing is set, the rules say the day. Role operator."
            );
    }

    static async Task<Ok<BusinessDaysAnswer>> Show(ClaimsPrincipal user, BusinessDays days, CancellationToken stop)
    {
        var settings = await days.Read(Principal.Of(user).Organisation, stop);
        return TypedResults.Ok(
            new BusinessDaysAnswer([.. settings.Latest.Select(BusinessDayAnswer.Of)], [.. settings.History.Select(BusinessDayAnswer.Of)])
        );
    }

    static async Task<IResult> Set(BusinessDayToSet request, ClaimsPrincipal user, BusinessDays days, CancellationToken stop)
    {
        if (!TimeOnly.TryParseExact(request.DayEnds ?? "00:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var ends))
            return ApiProblems.Invalid(new FieldProblem("/day_ends", $"'{request.DayEnds}' is no time of a day. Write one from 00:00 to 12:00."));
        var caller = Principal.Of(user);
        var (set, errors) = await days.Set(caller.Organisation, request.Source, request.TimeZone, ends, caller.KeyName, stop);
        return set is null ? ApiProblems.Invalid([.. errors.Select(Problem)]) : Results.Ok(BusinessDayAnswer.Of(set));
    }

    /// <summary>As Ingestion writes it: the member, a colon, and what is wrong with it.</summary>
    static FieldProblem Problem(string error)
    {
        var parts = error.Split(": ", 2);
        return parts is [var pointer, var message] ? new FieldProblem(pointer, message) : new FieldProblem("", error);
    }
}
