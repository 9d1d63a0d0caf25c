using System.Diagnostics;
using AccountingSync.Accounting.Rules;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.Held;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

public sealed record RuleSetToPublish(string Content, string FileName, string PublishedBy);

public sealed record RuleSetToCheck(string Content, string FileName);

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
        routes.MapPost("/rule-sets", Publish);
        routes.MapPost("/rule-sets/check", Check);
        routes.MapPost("/rule-sets/test", Test);
    }

    static async Task<IResult> Publish(
        string organisation,
        RuleSetToPublish request,
        NpgsqlDataSource database,
        RuleBooks books,
        HeldStore held,
        FreshMessages fresh,
        CancellationToken stop
    )
    {
        var (set, errors) = RuleSetExamination.Of(request.Content, request.FileName);
        if (set is null)
            return Refused(errors);
        await using var session = await Session.Begin(database, organisation, stop);
        await RuleSetStore.LockForPublishing(session, stop);
        if ((await books.Read(session, stop)).Objection(set) is { } objection)
            return Refused([objection]);
        await RuleSetStore.Publish(session, set, request.Content, request.PublishedBy, stop);
        var outbox = new Outbox(fresh);
        var retried = await HeldRoutes.RetryAll(session, held, outbox, stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return Results.Ok(
            new
            {
                set.Name,
                set.Version,
                set.Hash,
                Retried = retried,
            }
        );
    }

    /// <summary>Everything that publishing would find wrong; nothing is stored.</summary>
    static IResult Check(RuleSetToCheck request)
    {
        var (set, errors) = RuleSetExamination.Of(request.Content, request.FileName);
        return set is null
            ? Refused(errors)
            : Results.Ok(
                new
                {
                    set.Name,
                    set.Version,
                    set.Hash,
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
