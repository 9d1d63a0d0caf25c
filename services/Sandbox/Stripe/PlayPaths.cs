using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Starts a gateway's day.</summary>
internal static class PlayPaths
{
    public static void Map(WebApplication app) =>
        app.MapPost(
            "/sandbox/play",
            async (PlayRequest asked, StripeObjects objects, CensusFile file, WebhookSender sender, CancellationToken stop) =>
            {
                if (asked.Problem() is { } problem)
                    return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
                var day = StripePlayer.Play(asked.Plan());
                // The receiver may ask for an object as soon as it hears of it.
                objects.Add(day.Objects);
                await file.Settled;
                return Results.Json(await sender.Send(asked, day, stop));
            }
        );
}
