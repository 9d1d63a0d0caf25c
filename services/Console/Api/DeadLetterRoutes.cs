using System.Security.Claims;
using AccountingSync.Console.Access;
using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccountingSync.Console.Api;

static class DeadLetterRoutes
{
    const string Tag = "Dead letters";

    public static void Map(RouteGroupBuilder reads, RouteGroupBuilder operates)
    {
        reads
            .MapGet("/dead-letters", List)
            .Described("listDeadLetters", Tag, "What could not be processed", "Of all services: items set aside and messages in error queues.");
        operates
            .MapPost("/dead-letters/replay", Replay)
            .Described("replayDeadLetters", Tag, "Try dead letters again", "Gives everything back to where it came from. Role operator.");
    }

    static async Task<Ok<DeadLettersAnswer>> List(ClaimsPrincipal user, IEnumerable<PipelineService> services, CancellationToken stop)
    {
        var organisation = Principal.Of(user).Organisation;
        var lists = await Task.WhenAll(
            services.Select(async service =>
                (await service.DeadLetters(organisation, stop)).Select(letter => new DeadLetterAnswer(
                    service.Name,
                    letter.Id,
                    letter.Place,
                    letter.MessageType,
                    letter.Reason,
                    letter.At
                ))
            )
        );
        return TypedResults.Ok(new DeadLettersAnswer([.. lists.SelectMany(list => list)]));
    }

    static async Task<Ok<ReplayedAnswer>> Replay(ClaimsPrincipal user, IEnumerable<PipelineService> services, CancellationToken stop)
    {
        var organisation = Principal.Of(user).Organisation;
        var counts = await Task.WhenAll(services.Select(async service => (service.Name, Count: await service.ReplayDeadLetters(organisation, stop))));
        return TypedResults.Ok(new ReplayedAnswer(counts.Sum(count => count.Count), counts.ToDictionary(count => count.Name, count => count.Count)));
    }
}
