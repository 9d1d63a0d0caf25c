using System.Text;
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
                var losses = StripeLosses.Of(day, asked.Seed, asked.Lost, asked.Hidden);
                // The receiver may ask for an object as soon as it hears of it.
                objects.Add([.. day.Objects, .. day.Events.Where(made => !losses.Hidden.Contains(made.Id)).Select(Listed)]);
                await file.Settled;
                return Results.Json(await sender.Send(asked, day, losses, stop));
            }
        );

    /// <summary>As the list of events tells it: nothing is to be delivered any more.</summary>
    static StripeObject Listed(StripeEvent made) =>
        new(
            made.Id,
            StripeObjects.Event,
            Encoding.UTF8.GetString(made.Body.Span).Replace("\"pending_webhooks\":1", "\"pending_webhooks\":0", StringComparison.Ordinal)
        );
}
