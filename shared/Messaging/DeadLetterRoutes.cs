using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AccountingSync.Messaging;

public static class DeadLetterRoutes
{
    /// <summary>Lists and replays what could not be processed on these queues of the service; all organisations' unless one is given.</summary>
    public static void MapDeadLetters(this IEndpointRouteBuilder routes, params string[] queues)
    {
        routes.MapGet(
            "/dead-letters",
            (string? organisation, DeadLetters letters, CancellationToken stop) => letters.List(queues, organisation, stop)
        );
        routes.MapPost(
            "/dead-letters/replay",
            async (string? organisation, DeadLetters letters, CancellationToken stop) =>
                new { Replayed = await letters.Replay(queues, organisation, stop) }
        );
    }
}
