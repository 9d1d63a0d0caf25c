using AccountingSync.Console.Neighbours;
using Microsoft.AspNetCore.Diagnostics;

namespace AccountingSync.Console.Api;

/// <summary>One thing in a request that cannot be used.</summary>
/// <param name="Pointer">Where: <c>query/as_of</c> or a JSON pointer into the body.</param>
public sealed record FieldProblem(string Pointer, string Message);

static class ApiProblems
{
    public static IResult Invalid(params IReadOnlyList<FieldProblem> errors) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The request is not valid.",
            detail: string.Join(" ", errors.Select(error => $"{error.Pointer}: {error.Message}")),
            extensions: new Dictionary<string, object?> { ["errors"] = errors }
        );

    public static IResult Unavailable(HttpResponse response, string service)
    {
        response.Headers.RetryAfter = "2";
        return Results.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: $"The service '{service}' does not answer.",
            detail: "The answer would not be complete without it. Ask again in a moment.",
            extensions: new Dictionary<string, object?> { ["service"] = service }
        );
    }

    public static IResult NotFound(string what) => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: what);
}

/// <summary>A neighbour that is down is a 503 which names it; a request that cannot be read is the caller's.</summary>
sealed class ApiFailures(ILogger<ApiFailures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is NeighbourUnavailableException unavailable)
            log.LogWarning("{Problem}", unavailable.Message);
        var result = exception switch
        {
            _ when !context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal) => null,
            NeighbourUnavailableException fault => ApiProblems.Unavailable(context.Response, fault.Service),
            BadHttpRequestException bad => Results.Problem(statusCode: bad.StatusCode, title: "The request cannot be read."),
            _ => null,
        };
        if (result is null)
            return false;
        await result.ExecuteAsync(context);
        return true;
    }
}
