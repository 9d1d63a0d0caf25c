using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>Answers questions about manual journals.</summary>
internal static class JournalReading
{
    const int PageSize = 100;
    const int LargestPage = 1_000;

    public static Answer One(string id, XeroBooks books, DateTimeOffset now) =>
        books.Find(id) is { } journal
            ? XeroWire.Success(now, "ManualJournals", [journal.Document()])
            : new Answer(StatusCodes.Status404NotFound, "The resource you're looking for cannot be found"u8.ToArray(), "text/html");

    /// <param name="limits">Null while there are none.</param>
    public static Answer List(HttpRequest request, XeroBooks books, XeroLimitSettings? limits, DateTimeOffset now)
    {
        var where = Query(request, "where");
        if ((where is null ? WhereClause.All : WhereClause.Parse(where)) is not { } clause)
            return XeroWire.BadQuery($"The filter {where} is not played here.");
        if (limits is not null && books.Count > limits.HighVolume && !clause.IsOptimised)
            return XeroWire.BadQuery($"More than {limits.HighVolume} manual journals: use an optimised filter.");
        if (!TrySince(request.Headers["If-Modified-Since"], out var since))
            return XeroWire.BadQuery("If-Modified-Since must be yyyy-MM-ddTHH:mm:ss.");
        // Unless asked otherwise by the last change, oldest first.
        if (Query(request, "order") is not (null or "UpdatedDateUTC" or "UpdatedDateUTC ASC"))
            return XeroWire.BadQuery("Only the order UpdatedDateUTC ASC is played here.");
        var found = books.Journals.Where(journal => journal.UpdatedAt >= since && clause.Matches(journal));
        if (Query(request, "page") is null && Query(request, "pageSize") is null)
            return XeroWire.Success(now, "ManualJournals", found.Select(JsonNode (journal) => journal.Document(withLines: false)));
        return
            int.TryParse(Query(request, "page") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            && int.TryParse(Query(request, "pageSize") ?? $"{PageSize}", NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && page > 0
            && size is > 0 and <= LargestPage
            ? Page([.. found], page, size, now)
            : XeroWire.BadQuery($"page must be from 1 on, pageSize from 1 to {LargestPage}.");
    }

    static Answer Page(List<ManualJournal> found, int page, int size, DateTimeOffset now) =>
        XeroWire.Success(
            now,
            "ManualJournals",
            found.Skip((page - 1) * size).Take(size).Select(JsonNode (journal) => journal.Document()),
            new JsonObject
            {
                ["page"] = page,
                ["pageSize"] = size,
                ["pageCount"] = (found.Count + size - 1) / size,
                ["itemCount"] = found.Count,
            }
        );

    static bool TrySince(string? header, out DateTimeOffset since)
    {
        since = DateTimeOffset.MinValue;
        return header is null
            || DateTimeOffset.TryParseExact(
                header,
                "yyyy-MM-ddTHH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out since
            );
    }

    static string? Query(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;
}
