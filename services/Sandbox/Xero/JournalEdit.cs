namespace AccountingSync.Sandbox.Xero;

/// <summary>What somebody changes in a journal through the program's own screens.</summary>
public sealed record JournalChange
{
    /// <summary>The line that gets <see cref="Amount"/> or <see cref="Account"/>, counted from 0.</summary>
    public int Line { get; init; }

    /// <summary>Debits positive, credits negative.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Another account's code for the line.</summary>
    public string? Account { get; init; }
    public DateOnly? Date { get; init; }
    public string? Narration { get; init; }
    public bool Void { get; init; }
}

/// <summary>Performs an edit as the screens would: the journal still balances, and is newer.</summary>
internal static class JournalEdit
{
    /// <summary>The changed journal, or null when the change makes no sense for it.</summary>
    public static ManualJournal? Apply(ManualJournal held, JournalChange change, XeroChart chart)
    {
        if (change.Void)
            return held with { Status = "VOIDED" };
        if (change.Line < 0 || change.Line >= held.Lines.Count)
            return null;
        var lines = held.Lines.ToList();
        if (change.Account is { } code)
        {
            if (chart.WithCode(code) is not { TakesJournals: true } account)
                return null;
            lines[change.Line] = lines[change.Line] with { AccountId = account.Id, AccountCode = account.Code };
        }
        if (change.Amount is { } amount && !Balance(lines, change.Line, amount))
            return null;
        return held with { Lines = lines, Date = change.Date ?? held.Date, Narration = change.Narration ?? held.Narration };
    }

    // The screen does not save a journal out of balance, so the first line of the other side takes the difference.
    static bool Balance(List<ManualJournalLine> lines, int index, decimal amount)
    {
        var difference = amount - lines[index].Amount;
        var other = lines.FindIndex(line => Math.Sign(line.Amount) != Math.Sign(lines[index].Amount));
        if (other < 0 || Math.Sign(amount) != Math.Sign(lines[index].Amount))
            return false;
        lines[index] = lines[index] with { Amount = amount };
        lines[other] = lines[other] with { Amount = lines[other].Amount - difference };
        return true;
    }
}
