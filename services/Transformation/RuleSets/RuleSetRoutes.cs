using System.Diagnostics;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

/// <param name="ClosedPeriods">The organisation's, like 2026-03: a version that decides on their days needs two people.</param>
/// <param name="DaySettings">By which clocks the organisation's days are fixed now; where the set says another, that is told.</param>
public sealed record RuleSetToPublish(
    string Content,
    string FileName,
    string PublishedBy,
    IReadOnlyList<string>? ClosedPeriods = null,
    IReadOnlyList<DaySetting>? DaySettings = null
);

public sealed record RuleSetToCheck(string Content, string FileName, IReadOnlyList<DaySetting>? DaySettings = null);

/// <summary>Publishing and listing rule sets; what is held is decided again under each new version.</summary>
static class RuleSetRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet(
            "/rule-sets",
            async (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await RuleSetStore.List(session, stop);
            }
        );
        routes.MapGet(
            "/rule-sets/shipped/{name}",
            (string name) =>
                ShippedRuleSets.Names.Contains(name)
                    ? Results.Text(ShippedRuleSets.Text(name))
                    : Results.Problem(
                        statusCode: StatusCodes.Status404NotFound,
                        title: $"No rule set '{name}' comes with the program; there are {string.Join(", ", ShippedRuleSets.Names)}."
                    )
        );
        DraftRoutes.Map(routes);
        routes.MapPost("/rule-sets", Publish);
        routes.MapPost("/rule-sets/check", Check);
        routes.MapPost("/rule-sets/test", Test);
    }

    static Task<IResult> Publish(string organisation, RuleSetToPublish request, Publication publication, CancellationToken stop) =>
        Answer(publication, organisation, request, stop);

    public static async Task<IResult> Answer(Publication publication, string organisation, RuleSetToPublish request, CancellationToken stop)
    {
        var closed = (request.ClosedPeriods ?? []).Select(text =>
            AccountingPeriod.TryParse(text, out var period) ? period : throw new BadHttpRequestException($"'{text}' is no period.")
        );
        switch (await publication.Publish(organisation, request, [.. closed], stop))
        {
            case PublicationResult.Published(var set, var retried):
                return Results.Ok(
                    new
                    {
                        set.Name,
                        set.Version,
                        set.Hash,
                        Retried = retried,
                        Warnings = DayClockWarnings.Of(set, request.DaySettings ?? []),
                    }
                );
            case PublicationResult.Proposed(var set, var touches):
                return Results.Accepted(
                    value: new
                    {
                        set.Name,
                        set.Version,
                        set.Hash,
                        Touches = touches.ToString(),
                        Warnings = DayClockWarnings.Of(set, request.DaySettings ?? []),
                    }
                );
            case PublicationResult.NeedsAnother(var reason):
                return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: reason);
            case PublicationResult.Refused(var errors):
                return Refused(errors);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Everything that publishing would find wrong; nothing is stored.</summary>
    static IResult Check(RuleSetToCheck request, CancellationToken stop)
    {
        var (set, errors) = RuleSetExamination.Of(request.Content, request.FileName, stop);
        return set is null
            ? Refused(errors)
            : Results.Ok(
                new
                {
                    set.Name,
                    set.Version,
                    set.Hash,
                    Warnings = DayClockWarnings.Of(set, request.DaySettings ?? []),
                }
            );
    }

    /// <summary>Each test of the file and how it came out; whether the rules balance is not asked.</summary>
    static IResult Test(RuleSetToCheck request)
    {
        switch (RuleSetFile.Parse(request.Content, request.FileName))
        {
            case RuleSetFileResult.Refused(var errors):
                return Refused([.. errors.Select(error => error.Render(request.Content))]);
            case RuleSetFileResult.Read(var set):
                var failures = RuleSetFixtures.Run(set).ToDictionary(failure => failure.Name, failure => failure.Message);
                return Results.Ok(
                    new
                    {
                        set.Name,
                        set.Version,
                        Tests = set.Fixtures.Select(fixture => new
                        {
                            fixture.Name,
                            fixture.Line,
                            Failure = failures.GetValueOrDefault(fixture.Name),
                        }),
                    }
                );
            default:
                throw new UnreachableException();
        }
    }

    public static IResult Refused(IReadOnlyList<string> errors) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The rule set is not published.",
            detail: string.Join('\n', errors),
            extensions: new Dictionary<string, object?> { ["errors"] = errors }
        );
}
