using System.ComponentModel;
using System.Diagnostics;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

/// <summary>What sources were asked to change.</summary>
public sealed record SourceCorrectionsAnswer(IReadOnlyList<SourceCorrection> Corrections);

/// <summary>What a source is to change of a transaction of its own.</summary>
public sealed record SourceCorrectionToAsk(
    [property: Description("The source of the transaction: the name of its connection, but for systems of one's own that call themselves otherwise.")]
        string Source,
    [property: Description("The transaction's id at the source.")] string TransactionId,
    [property: Description("description, category, note, or metadata. and a name. Amounts and days are changed by no source.")] string Field,
    [property: Description("Why; kept.")] string Reason,
    [property: Description("What the source says now; nothing when not given. Where it says something else, nothing is changed.")]
        string? From = null,
    [property: Description("What it is to say; nothing when not given.")] string? To = null,
    [property: Description("Told twice with the same id, it is one correction; a new one when not given.")] Guid? Id = null
);

static class SourceCorrectionRoutes
{
    const string Tag = "Sources";

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads
            .MapGet("/source-corrections", List)
            .Described(
                "listSourceCorrections",
                Tag,
                "What sources were asked to change",
                "At most 200, the newest first, with each attempt and how it ended.",
                QueryRule.OneOf("state", "open", "corrected", "already_so", "refused", "changed", "altered", "parked")
            );
        operates
            .MapPost("/source-corrections", Ask)
            .Produces<SourceCorrection>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Described(
                "correctSource",
                Tag,
                "Ask a source to change something",
                "Answers when it is stored; the source is told at once, and again until it is known what it says. What it never changes is refused, "
                    + "with the reason. Role operator."
            );
    }

    static async Task<Ok<SourceCorrectionsAnswer>> List(
        [Description("open, corrected, already_so, refused, changed, altered or parked; all when not given.")] string? state,
        ClaimsPrincipal user,
        SourceCorrections corrections,
        CancellationToken stop
    ) => TypedResults.Ok(new SourceCorrectionsAnswer(await corrections.List(Principal.Of(user).Organisation, state, stop)));

    static async Task<IResult> Ask(SourceCorrectionToAsk asked, ClaimsPrincipal user, SourceCorrections corrections, CancellationToken stop)
    {
        var caller = Principal.Of(user);
        var told = new
        {
            asked.Source,
            asked.TransactionId,
            asked.Field,
            asked.From,
            asked.To,
            asked.Reason,
            asked.Id,
            AskedBy = caller.KeyName,
        };
        return await corrections.Ask(caller.Organisation, told, stop) switch
        {
            CorrectionAsked.Done(var correction) => Results.Ok(correction),
            CorrectionAsked.Refused(var status, var title, var detail) => Results.Problem(statusCode: status, title: title, detail: detail),
            _ => throw new UnreachableException(),
        };
    }
}
