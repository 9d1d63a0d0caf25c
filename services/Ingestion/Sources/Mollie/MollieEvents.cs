namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Mollie's lists of payments, refunds and chargebacks, as its webhooks would have told them: each is the bare object, which leads to reading its
/// payment with all that belongs to it. They are listed by when they were made, the newest first, and cannot be asked for by when they changed; so each
/// list is read back to before the span by as long as such a thing may take to become money.
/// (docs.mollie.com/overview/pagination, /reference/list-payments, /reference/list-all-refunds, /reference/list-all-chargebacks)</summary>
/// <remarks>Settlements, payouts and balances need another kind of key than payments, and are not read.</remarks>
sealed class MollieEvents(SourceApis apis) : ISourceEvents
{
    /// <summary>Two hundred and fifty payments have some 700,000 bytes.</summary>
    const int MaxPageBytes = 8 * 1024 * 1024;

    static readonly MollieList[] Lists =
    [
        // A bank transfer is waited for by Mollie for some two weeks, unless it was told to wait longer.
        new("payments", TimeSpan.FromDays(31), TellsItsChange: true),
        new("refunds", TimeSpan.FromDays(31), TellsItsChange: false),
        new("chargebacks", TimeSpan.FromDays(120), TellsItsChange: false),
    ];

    public string Name => "mollie";

    /// <summary>Nothing says that the lists end anywhere.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(3650);

    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        var place = position is null ? new ListPlace(Lists[0].Name) : ListPlace.Read(position);
        var number = Array.FindIndex(Lists, each => each.Name == place?.List);
        if (number < 0)
            return Unreadable($"'{position}' is no place in a list of Mollie's");
        var list = Lists[number];
        var from = place!.Cursor is null ? "" : $"&from={Uri.EscapeDataString(place.Cursor)}";
        var api = apis.At(access.Address ?? MollieObjects.DefaultAddress);
        var answer = await api.Get($"v2/{list.Name}?limit=250{from}", access.Key, MaxPageBytes, stop);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        if (list.Page(body, since, until) is not { } page)
            return Unreadable($"the answer is no list of {list.Name}");
        var next =
            page.Next is not null ? new ListPlace(list.Name, Cursor: page.Next)
            : number + 1 < Lists.Length ? new ListPlace(Lists[number + 1].Name)
            : null;
        return new EventPage.Listed(page.News, next?.ToString());
    }

    static EventPage.Failed Unreadable(string reason) => new(new FetchAnswer.Unavailable(reason));
}
