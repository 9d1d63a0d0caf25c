using AccountingSync.Accounting;

namespace AccountingSync.Ingestion;

/// <summary>The answers to what cannot be accepted, as <c>application/problem+json</c>.</summary>
static class Problems
{
    public static IResult Unauthorized() =>
        Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            title: "No valid API key.",
            detail: "Send 'Authorization: Bearer <key>'. Keys are made with 'acsync keys add'."
        );

    public static IResult Forbidden(string role) =>
        Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: $"A key of role '{role}' may not do this.");

    public static IResult TooMany(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return Results.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too much at once.",
            detail: "Nothing of this request was stored. Send it again after the time in Retry-After."
        );
    }

    public static IResult Full(HttpResponse response)
    {
        response.Headers.RetryAfter = "3";
        return Results.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "More was accepted than can be booked at the moment.",
            detail: "Nothing of this request was stored. Send it again after the time in Retry-After."
        );
    }

    public static IResult Unavailable(HttpResponse response)
    {
        response.Headers.RetryAfter = "2";
        return Results.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The database does not answer.",
            detail: "Whether the request was stored is not known. Send it again: what was stored is recognised."
        );
    }

    public static IResult Undecided(HttpResponse response)
    {
        response.Headers.RetryAfter = "60";
        return Results.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The signature cannot be checked at the moment.",
            detail: "Nothing of this request was stored. Send it again after the time in Retry-After."
        );
    }

    public static IResult NotJson() =>
        Results.Problem(
            statusCode: StatusCodes.Status415UnsupportedMediaType,
            title: "The body must be JSON.",
            detail: "Send 'Content-Type: application/json'."
        );

    public static IResult NotLines() =>
        Results.Problem(
            statusCode: StatusCodes.Status415UnsupportedMediaType,
            title: "The body must be JSON lines or a file.",
            detail: "Send 'Content-Type: application/x-ndjson' and one transaction object on each line, or 'text/csv' and a file with a header."
        );

    public static IResult NoSuchQuestion(string parameter, string message) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The address says something that means nothing; nothing was read.",
            detail: $"{parameter}: {message}",
            extensions: Errors(parameter, "parameter", message)
        );

    public static IResult NoSuchFile(string field, string rule, string message) =>
        Results.Problem(
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "The file cannot be read; nothing was stored.",
            detail: field.Length == 0 ? message : $"{field}: {message}",
            extensions: Errors(field, rule, message)
        );

    public static IResult Broken(long line, string message, ReceiveImport.ImportResult before) =>
        Results.Problem(
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The file cannot be read beyond line {line}."),
            detail: message,
            extensions: new Dictionary<string, object?> { ["line"] = line, ["before"] = before }
        );

    public static IResult ImportCancelled(ReceiveImport.ImportResult before) =>
        Results.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: $"Import {before.Import} was cancelled.",
            detail: "What was taken in before stays, and each row of it is known by its id: sent again, the file goes on where this ended, as a new import.",
            extensions: new Dictionary<string, object?> { ["before"] = before }
        );

    public static IResult ImportTakenOver(ReceiveImport.ImportResult before) =>
        Results.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: $"Import {before.Import} goes on with another request.",
            detail: "A file that begins like this one, and is as long, was sent meanwhile. If that is another file, send this one again when it is done.",
            extensions: new Dictionary<string, object?> { ["before"] = before }
        );

    public static IResult NoImport(Guid import) =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound,
            title: $"There is no import {import}.",
            detail: "'acsync imports' lists those of the key's organisation."
        );

    public static IResult ImportHasEnded(Guid import, ControlImport.ImportState state) =>
        Results.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: $"Import {import} has ended: it is {state.ToString().ToLowerInvariant()}.",
            detail: "Only one that is running or paused can be paused, resumed or cancelled. Send the file again for a new import."
        );

    public static IResult CutOff(HttpResponse response, long lines)
    {
        response.Headers.RetryAfter = "10";
        return Results.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "The database does not answer.",
            detail: $"{lines} lines were dealt with. Send all of it again: what was stored is recognised."
        );
    }

    public static IResult TooLarge(long limit) =>
        Results.Problem(
            statusCode: StatusCodes.Status413PayloadTooLarge,
            title: "The body is too large.",
            detail: $"At most {limit} bytes are taken in one request. Send several requests."
        );

    public static IResult Invalid(IReadOnlyList<FieldProblem> problems) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The transaction is not valid; nothing was stored.",
            detail: string.Join(" ", problems.Select(problem => $"{problem.Pointer}: {problem.Message}")),
            extensions: new Dictionary<string, object?> { ["errors"] = problems }
        );

    static Dictionary<string, object?> Errors(string field, string rule, string message) =>
        new() { ["errors"] = new[] { new FieldProblem(field, rule, message) } };
}
