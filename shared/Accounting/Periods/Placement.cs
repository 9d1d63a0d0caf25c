using System.Globalization;

namespace AccountingSync.Accounting.Periods;

/// <summary>Where an entry belongs once the closed periods are known.</summary>
public abstract record Placement
{
    Placement() { }

    /// <param name="Entry">On its own day, or on the next open one with its own day kept.</param>
    public sealed record Post(JournalEntry Entry) : Placement;

    /// <param name="AsksToReopen">It is a wish, too, to have the period opened again.</param>
    /// <param name="Reason">For a person: why it waits, and what ends that.</param>
    public sealed record Wait(bool AsksToReopen, string Reason) : Placement;

    /// <param name="closed">The closed periods of the entry's organisation.</param>
    public static Placement Of(JournalEntry entry, IReadOnlySet<AccountingPeriod> closed, ClosedPeriodPolicy policy)
    {
        var period = AccountingPeriod.Of(entry.Date);
        if (!closed.Contains(period))
            return new Post(entry);
        return policy switch
        {
            { Then: WhenClosed.Hold } => new Wait(
                AsksToReopen: false,
                $"{period} is closed. It is posted when the period is opened again, or on the next open day when somebody says so."
            ),
            { Then: WhenClosed.AskToReopen } => new Wait(
                AsksToReopen: true,
                $"{period} is closed, and the rules ask to open it again. It is posted then, or on the next open day when somebody says so."
            ),
            { ApproveOver: { } cap } when Beyond(entry, cap) is { } total => new Wait(
                AsksToReopen: false,
                $"{period} is closed, and {total} is more than {Text(cap)}, which needs a person. It is posted on the next open day when somebody says so."
            ),
            _ => new Post(OnNextOpenDay(entry, closed)),
        };
    }

    /// <summary>The entry on the first day after its own that lies in no closed period; as it is when its own does not.</summary>
    public static JournalEntry OnNextOpenDay(JournalEntry entry, IReadOnlySet<AccountingPeriod> closed)
    {
        var period = AccountingPeriod.Of(entry.Date);
        if (!closed.Contains(period))
            return entry;
        while (closed.Contains(period))
            period = period.Next();
        return entry.PostedLaterOn(period.FirstDay);
    }

    static string? Beyond(JournalEntry entry, decimal cap) =>
        entry.Totals.Where(total => total.Value > cap).Select(total => $"{Text(total.Value)} {total.Key}").FirstOrDefault();

    static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
