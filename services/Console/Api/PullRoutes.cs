using System.Diagnostics;
using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class PullRoutes
{
    const string Tag = "Sources";

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads.MapGet("/pulls", List).Described("listPulls", Tag, "When sources are asked", "What the last time found, and when the next one is.");
        operates
            .MapPost("/pulls", Add)
            .Produces<Pull>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .Described(
                "addPull",
                Tag,
                "Ask a source at set times",
                "What its webhooks lost comes in then. One that is there gets other times; what it asked for so far stays. Role operator."
            );
        Decision(operates, "run", "runPull", "Ask a source now", "Outside of its window, too. It begins within seconds. Role operator.");
        Decision(operates, "pause", "pausePull", "Ask a source no more", "One that runs stops after the page that it reads. Role operator.");
        Decision(operates, "resume", "resumePull", "Ask a source again", "From where it stopped. Role operator.");
    }

    static void Decision(RouteGroupBuilder operates, string verb, string name, string summary, string description) =>
        operates
            .MapPost(
                $"/pulls/{{connection}}/{verb}",
                async (string connection, ClaimsPrincipal user, Pulls pulls, CancellationToken stop) =>
                    Result(await pulls.Decide(Principal.Of(user).Organisation, connection, verb, stop))
            )
            .Produces<Pull>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Described(name, Tag, summary, description);

    static async Task<Ok<PullsAnswer>> List(ClaimsPrincipal user, Pulls pulls, CancellationToken stop) =>
        TypedResults.Ok(new PullsAnswer(await pulls.List(Principal.Of(user).Organisation, stop)));

    static async Task<IResult> Add(PullToAdd asked, ClaimsPrincipal user, Pulls pulls, CancellationToken stop) =>
        Result(await pulls.Put(Principal.Of(user).Organisation, asked, stop));

    static IResult Result(PullDecided decided) =>
        decided switch
        {
            PullDecided.Done(var pull) => Results.Ok(pull),
            PullDecided.Refused(var status, var title, var detail) => Results.Problem(statusCode: status, title: title, detail: detail),
            _ => throw new UnreachableException(),
        };
}
