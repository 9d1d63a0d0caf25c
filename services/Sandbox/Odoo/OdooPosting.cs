namespace AccountingSync.Sandbox.Odoo;

/// <summary>The ways of an entry between draft, posted and cancelled.</summary>
internal static class OdooPosting
{
    /// <summary>With its number. On a locked day it is not refused, but posted on a later one.</summary>
    public static OdooEntry Post(OdooEntry entry, OdooBooks books, DateTimeOffset now)
    {
        if (entry.State != "draft")
            throw OdooError.User($"The entry {entry.Name ?? "/"} (id {entry.Id}) must be in draft.");
        if (entry.Lines.Count == 0)
            throw OdooError.User("You need to add a line before posting.");
        var journal = books.FindJournal(entry.JournalId)!;
        var date =
            books.Settings.LockFor(journal.Type) is { } held && entry.Date <= held.Day
                ? AccountingDate(held.Day.AddDays(1), DateOnly.FromDateTime(now.UtcDateTime))
                : entry.Date;
        var keepsName = entry.Name?.StartsWith(OdooBooks.SeriesOf(journal.Code, date), StringComparison.Ordinal) == true;
        return entry with
        {
            Date = date,
            State = "posted",
            PostedBefore = true,
            Name = keepsName ? entry.Name : books.NextName(journal, date),
            WrittenAt = now,
        };
    }

    public static OdooEntry ToDraft(OdooEntry entry, OdooBooks books, DateTimeOffset now)
    {
        if (entry.State == "draft")
            throw OdooError.User("Only posted/cancelled journal entries can be reset to draft.");
        NotLocked(entry, books);
        if (entry.IsPosted && books.Settings.Secured)
            throw OdooError.User("You cannot reset to draft a locked journal entry.");
        return entry with { State = "draft", WrittenAt = now };
    }

    public static OdooEntry Cancel(OdooEntry entry, OdooBooks books, DateTimeOffset now)
    {
        if (entry.State == "cancel")
            throw OdooError.User("Only draft journal entries can be cancelled.");
        NotLocked(entry, books);
        return (entry.IsPosted ? ToDraft(entry, books, now) : entry) with { State = "cancel", WrittenAt = now };
    }

    /// <summary>Drafts can be deleted. Of those that have a number, for a user who is no adviser, the last ones of their series together, unless an
    /// audit trail is kept.</summary>
    public static void Deletable(IReadOnlyList<OdooEntry> entries, OdooBooks books)
    {
        if (entries.Any(entry => entry.IsPosted))
            throw OdooError.User("You cannot delete a posted journal item. Reset the journal entry to draft before deleting it.");
        if (books.Settings.AuditTrail && entries.Any(entry => entry.PostedBefore))
            throw OdooError.User("To keep the audit trail, you can not delete journal entries once they have been posted.");
        var ids = entries.Select(entry => entry.Id).ToHashSet();
        foreach (var series in entries.Where(entry => entry.Name is not null).GroupBy(entry => OdooBooks.NumberOf(entry.Name!).Series))
        {
            var first = series.Min(entry => OdooBooks.NumberOf(entry.Name!).Number);
            if (books.Entries.Any(other => !ids.Contains(other.Id) && other.Name is { } name && IsLater(OdooBooks.NumberOf(name), series.Key, first)))
                throw OdooError.User(
                    "You can not delete this entry, as it has already consumed a sequence number and is not the last one in the chain. You should probably revert it instead."
                );
        }
    }

    static bool IsLater((string Series, int Number) number, string series, int first) => number.Series == series && number.Number > first;

    static void NotLocked(OdooEntry entry, OdooBooks books)
    {
        var type = books.FindJournal(entry.JournalId)!.Type;
        if (entry.IsPosted && books.Settings.LockFor(type) is { } held && entry.Date <= held.Day)
            throw OdooError.User($"You cannot add/modify entries prior to and inclusive of: {held.Name} ({Words(held.Day)}).");
    }

    static string Words(DateOnly day) => day.ToString("MM/dd/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The last day of the first open month, or today where that is the current one.</summary>
    static DateOnly AccountingDate(DateOnly open, DateOnly today) =>
        (today.Year, today.Month).CompareTo((open.Year, open.Month)) > 0 ? new(open.Year, open.Month, DateTime.DaysInMonth(open.Year, open.Month))
        : open > today ? open
        : today;
}
