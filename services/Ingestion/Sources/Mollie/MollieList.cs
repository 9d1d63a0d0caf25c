using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>One of Mollie's lists. Pure.</summary>
/// <param name="Name">As in the address, and in the answer.</param>
/// <param name="LookBack">How long after it was made an object may still become money, or change.</param>
/// <param name="TellsItsChange">It says when it was paid. Of the others each is told every time: the same bytes are the same event.</param>
sealed record MollieList(string Name, TimeSpan LookBack, bool TellsItsChange)
{
    /// <returns>Null when the body is no such list; <c>Next</c> is null where it ends, or goes on with what is too old.</returns>
    public (IReadOnlyList<ReadOnlyMemory<byte>> News, string? Next)? Page(ReadOnlyMemory<byte> body, DateTimeOffset since, DateTimeOffset until)
    {
        if (VendorJson.Object(body, "_embedded") is not { } embedded || VendorJson.TryEntries(embedded, Name) is not { } listed)
            return null;
        var oldest = since - LookBack;
        var news = new List<ReadOnlyMemory<byte>>();
        var isTooOld = false;
        foreach (var one in listed)
        {
            if (Time(one, "createdAt") is not { } made)
                return null;
            isTooOld |= made < oldest;
            if (made >= oldest && IsNews(one, made, since, until))
                news.Add(one);
        }
        if (VendorJson.Object(body, "_links") is not { } links)
            return null;
        if (isTooOld || VendorJson.Object(links, "next") is not { } next)
            return (news, null);
        return From(next) is { } from ? (news, from) : null;
    }

    bool IsNews(ReadOnlyMemory<byte> one, DateTimeOffset made, DateTimeOffset since, DateTimeOffset until) =>
        !TellsItsChange || ListTime.IsWithin(made, since, until) || ListTime.IsWithin(Time(one, "paidAt"), since, until);

    /// <summary>The address of the next page says with which object it begins.</summary>
    static string? From(ReadOnlyMemory<byte> link) =>
        VendorJson.Text(link, "href") is { } address
        && address.Split('?', 2) is [_, var query]
        && FormText.Value(query, "from") is { Length: > 0 } from
        && from.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? from
            : null;

    static DateTimeOffset? Time(ReadOnlyMemory<byte> one, string name) =>
        VendorJson.Text(one, name) is { } text && TimeText.TryParse(text, out var time) ? time : null;
}
