using System.Net;
using System.Text;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Names and values as in a form or in the query of an address: <c>id=tr_1&amp;x=y</c>.</summary>
static class FormText
{
    /// <param name="maxBytes">A longer body is none of the vendor's.</param>
    /// <returns>Empty when it is JSON or cannot be a form.</returns>
    public static string Of(ReadOnlyMemory<byte> body, int maxBytes) =>
        body.Length > maxBytes || body.Span.Contains((byte)'{') ? "" : Encoding.UTF8.GetString(body.Span);

    /// <returns>The value of the first with this name; null when there is none.</returns>
    public static string? Value(string form, string name) =>
        form.Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0] == name)
            .Select(pair => WebUtility.UrlDecode(pair[1]))
            .FirstOrDefault();
}
