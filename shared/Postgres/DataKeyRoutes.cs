using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AccountingSync.Postgres;

public static class DataKeyRoutes
{
    /// <summary>Rotates an organisation's data key in this service, and wraps the service's data keys with the key ring's active key.</summary>
    public static void MapDataKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(
            "/data-keys/rotate",
            async (string organisation, DataKeys keys, CancellationToken stop) => await keys.Rotate(organisation, stop)
        );
        routes.MapPost("/data-keys/rewrap", async (DataKeys keys, CancellationToken stop) => new { Rewrapped = await keys.RewrapAll(stop) });
    }
}
