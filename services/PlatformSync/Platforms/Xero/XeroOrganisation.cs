namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>What an organisation says of itself.</summary>
/// <param name="LockedUntil">Nothing dated on or before this day is taken; the later of its two lock dates.</param>
sealed record XeroBooks(string BaseCurrency, DateOnly? LockedUntil, DateTimeOffset ReadAt);

/// <summary>Base currency and lock dates, read when first needed, once an hour, and before an entry is held back because of them.</summary>
sealed class XeroOrganisation(XeroCalls calls, TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Usable = TimeSpan.FromHours(1);

    XeroBooks? known;

    /// <summary>What is known, not older than <paramref name="maxAge"/>; otherwise the answer that came instead.</summary>
    public async Task<(XeroBooks? Books, XeroReply? Failure)> Get(TimeSpan? maxAge, CancellationToken stop)
    {
        if (Volatile.Read(ref known) is { } before && clock.GetUtcNow() - before.ReadAt <= (maxAge ?? Usable))
            return (before, null);
        var reply = await calls.Get("Organisation", since: null, stop);
        if (reply is not XeroReply.Answered(var body))
            return (null, reply);
        if (VendorJson.List(body, "Organisations") is not [var one] || VendorJson.Text(one, "BaseCurrency") is not { } currency)
            return (null, new XeroReply.Unclear("Xero answered with an unreadable organisation."));
        var (period, year) = (XeroTime.ReadDay(VendorJson.Text(one, "PeriodLockDate")), XeroTime.ReadDay(VendorJson.Text(one, "EndOfYearLockDate")));
        var books = new XeroBooks(currency, period > year || year is null ? period : year, clock.GetUtcNow());
        Volatile.Write(ref known, books);
        return (books, null);
    }
}
