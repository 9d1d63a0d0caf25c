using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.ServiceDefaults;

/// <summary>The secret that services of one installation show each other on their <c>/internal</c> routes. Setting <c>Internal:Token</c>.</summary>
public sealed class InternalAccess(string? token)
{
    readonly byte[]? expected = string.IsNullOrEmpty(token) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public string? Token => token;

    /// <summary>Without a configured token nobody has access.</summary>
    public bool Admits(string? authorization) =>
        expected is not null
        && authorization is not null
        && authorization.StartsWith("Bearer ", StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(expected, SHA256.HashData(Encoding.UTF8.GetBytes(authorization["Bearer ".Length..])));
}

public static class InternalRoutes
{
    /// <summary>Routes under <c>/internal</c>, for the installation's own services only. The organisation is a query
    /// parameter there, set by the caller from a credential that it has checked.</summary>
    public static RouteGroupBuilder MapInternal(this IEndpointRouteBuilder app) =>
        app.MapGroup("/internal")
            .AddEndpointFilter(
                async (context, next) =>
                    context.HttpContext.RequestServices.GetRequiredService<InternalAccess>().Admits(context.HttpContext.Request.Headers.Authorization)
                        ? await next(context)
                        : Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Only the installation's own services may call this.")
            );
}
