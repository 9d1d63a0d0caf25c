namespace AccountingSync.Sandbox.Xero;

/// <summary>What one organisation holds. The organisation has the lock.</summary>
internal sealed class XeroBooks
{
    readonly Dictionary<Guid, ManualJournal> journals = [];
    readonly SortedDictionary<DateTimeOffset, ManualJournal> byChange = [];
    DateTimeOffset lastChange;

    public XeroBooks(DateTimeOffset now)
    {
        Chart.Put(new(Guid.CreateVersion7(now), "610", "Accounts Receivable", "CURRENT", "DEBTORS", Archived: false, now));
        Chart.Put(new(Guid.CreateVersion7(now), "800", "Accounts Payable", "CURRLIAB", "CREDITORS", Archived: false, now));
        Chart.Put(new(Guid.CreateVersion7(now), "960", "Retained Earnings", "EQUITY", "RETAINEDEARNINGS", Archived: false, now));
    }

    public XeroSettings Settings { get; set; } = new();

    public XeroChart Chart { get; } = new();

    public int Count => journals.Count;

    /// <summary>In the order of their last change.</summary>
    public IEnumerable<ManualJournal> Journals => byChange.Values;

    public ManualJournal? Find(string? id) => Guid.TryParse(id, out var known) ? journals.GetValueOrDefault(known) : null;

    /// <summary>The same with the moment of its change, which no other change shares.</summary>
    public ManualJournal Stamped(ManualJournal journal, DateTimeOffset now)
    {
        var exact = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        lastChange = exact > lastChange ? exact : lastChange.AddMilliseconds(1);
        return journal with { UpdatedAt = lastChange };
    }

    public void Put(ManualJournal journal)
    {
        if (journals.TryGetValue(journal.Id, out var before))
            byChange.Remove(before.UpdatedAt);
        journals[journal.Id] = journal;
        byChange[journal.UpdatedAt] = journal;
        if (journal.UpdatedAt > lastChange)
            lastChange = journal.UpdatedAt;
    }
}
