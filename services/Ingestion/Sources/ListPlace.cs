using System.Globalization;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Where a vendor's lists go on that are read one after the other: which of them, and the vendor's word for the place in it. Pure.</summary>
/// <param name="List">Our word for the list; no spaces.</param>
/// <param name="Of">What the list belongs to, such as a location; no spaces, empty where it belongs to nothing.</param>
/// <param name="Cursor">Null at the list's beginning.</param>
sealed record ListPlace(string List, string Of = "", string? Cursor = null)
{
    /// <returns>The same text that <see cref="Read"/> takes.</returns>
    public override string ToString() => Cursor is null ? $"{List} {Of}" : $"{List} {Of} {Cursor}";

    /// <returns>Null when it was not written by <see cref="ToString"/>.</returns>
    public static ListPlace? Read(string text) =>
        text.Split(' ', 3) switch
        {
            [{ Length: > 0 } list, var of] => new ListPlace(list, of),
            [{ Length: > 0 } list, var of, { Length: > 0 } cursor] => new ListPlace(list, of, cursor),
            _ => null,
        };
}

static class ListTime
{
    /// <summary>As in RFC 3339, in UTC, for the query of an address.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static bool IsWithin(DateTimeOffset? time, DateTimeOffset since, DateTimeOffset until) => time >= since && time < until;
}
