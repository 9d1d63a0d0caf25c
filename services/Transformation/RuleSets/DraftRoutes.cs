using AccountingSync.Accounting.Days;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

/// <param name="ClosedPeriods">The organisation's, like 2026-03.</param>
/// <param name="DaySettings">See <see cref="RuleSetToPublish"/>.</param>
public sealed record DraftToPublish(string PublishedBy, IReadOnlyList<string>? ClosedPeriods = null, IReadOnlyList<DaySetting>? DaySettings = null);

/// <summary>Versions that are being written.</summary>
static class DraftRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet(
            "/rule-sets/drafts",
            async (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await DraftStore.List(session, stop);
            }
        );
        routes.MapPost("/rule-sets/drafts", Save);
        routes.MapPost("/rule-sets/drafts/{name}/{version:int}/publish", Publish);
        routes.MapPost(
            "/rule-sets/drafts/{name}/{version:int}/discard",
            async (string name, int version, string organisation, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                if (!await DraftStore.Discard(session, name, version, stop))
                    return NoDraft(name, version);
                await session.Commit(stop);
                return Results.Ok(new { Name = name, Version = version });
            }
        );
    }

    /// <summary>Whatever its rules are worth: only its name and version must be readable. What publishing would find wrong is told.</summary>
    static async Task<IResult> Save(
        string organisation,
        RuleSetToPublish request,
        NpgsqlDataSource database,
        RuleBooks books,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (RuleSetFile.Heading(request.Content) is not { } heading)
            return RuleSetRoutes.Refused(["Its first lines must say 'ruleset: <name>' and 'version: <number>'; only then can it be saved."]);
        await using var session = await Session.Begin(database, organisation, stop);
        if ((await books.Read(session, stop)).Find(heading.Name, heading.Version) is not null)
            return RuleSetRoutes.Refused([$"{heading.Name} {heading.Version} is published already and never changes. Raise the version."]);
        await DraftStore.Save(
            session,
            new RuleSetDraft(
                heading.Name,
                heading.Version,
                request.FileName,
                request.Content,
                request.PublishedBy,
                time.GetUtcNow(),
                ProposedBy: null
            ),
            stop
        );
        await session.Commit(stop);
        return Results.Ok(
            new
            {
                heading.Name,
                heading.Version,
                Problems = RuleSetExamination.Of(request.Content, request.FileName, stop).Errors,
            }
        );
    }

    static async Task<IResult> Publish(
        string name,
        int version,
        string organisation,
        DraftToPublish request,
        NpgsqlDataSource database,
        Publication publication,
        CancellationToken stop
    )
    {
        RuleSetDraft? draft;
        await using (var session = await Session.Begin(database, organisation, stop))
            draft = await DraftStore.Find(session, name, version, stop);
        return draft is null
            ? NoDraft(name, version)
            : await RuleSetRoutes.Answer(
                publication,
                organisation,
                new RuleSetToPublish(draft.Content, draft.FileName, request.PublishedBy, request.ClosedPeriods, request.DaySettings),
                stop
            );
    }

    static IResult NoDraft(string name, int version) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no draft of {name} {version}.");
}
