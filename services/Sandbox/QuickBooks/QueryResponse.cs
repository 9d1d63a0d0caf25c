using System.Text.Json;
using AccountingSync.Sandbox.QuickBooks.Queries;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>Writes <c>QueryResponse</c>: empty when nothing matched, only a total for a count.</summary>
internal static class QueryResponse
{
    public static void Write(Utf8JsonWriter json, Query query, Books books)
    {
        var matches = QueryRunner.Matches(query, books);
        json.WriteStartObject("QueryResponse");
        if (query.CountOnly)
            json.WriteNumber("totalCount", matches.Count);
        else
            WriteRows(json, query.Entity, QueryRunner.Page(query, matches, books), query.StartPosition);
        json.WriteEndObject();
    }

    public static void WriteRows(Utf8JsonWriter json, string entity, IReadOnlyList<string> rows, int startPosition)
    {
        if (rows.Count == 0)
            return;
        json.WriteStartArray(entity);
        foreach (var row in rows)
            json.WriteRawValue(row, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteNumber("startPosition", startPosition);
        json.WriteNumber("maxResults", rows.Count);
    }
}
