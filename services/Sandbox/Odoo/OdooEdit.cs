namespace AccountingSync.Sandbox.Odoo;

/// <summary>What somebody does to an entry through the program's own screens. Who changes what it says sets it back to a draft, changes it and posts it
/// again.</summary>
public sealed record OdooEntryChange
{
    /// <summary>The line that gets <see cref="Amount"/> or <see cref="Account"/>, counted from 0.</summary>
    public int Line { get; init; }

    /// <summary>In the company's currency; debits positive, credits negative.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Another account's code for the line.</summary>
    public string? Account { get; init; }

    /// <summary>The account is changed in the list of journal items: the line is newer, the entry is not.</summary>
    public bool InTheList { get; init; }
    public DateOnly? Date { get; init; }
    public string? Ref { get; init; }

    /// <summary>It is left as a draft.</summary>
    public bool Draft { get; init; }

    /// <summary>A draft is posted again.</summary>
    public bool Post { get; init; }
    public bool Cancel { get; init; }

    /// <summary>It is set back to a draft and deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Another entry takes it back, of <see cref="Date"/> or of the same day.</summary>
    public bool Reverse { get; init; }
}

/// <param name="Entry">The new version, or what is deleted.</param>
internal sealed record OdooEdited(OdooEntry Entry, bool IsDeleted);

/// <summary>Performs an edit as the screens would: the entry still balances.</summary>
internal static class OdooEdit
{
    /// <summary>Null when the change makes no sense for the entry.</summary>
    public static OdooEdited? Apply(OdooEntry held, OdooEntryChange change, OdooBooks books, DateTimeOffset now)
    {
        if (change.Post)
            return new(OdooPosting.Post(held, books, now), IsDeleted: false);
        if (change.Reverse)
            return new(Reversal(held, change, books, now), IsDeleted: false);
        if (change.Cancel)
            return new(OdooPosting.Cancel(held, books, now), IsDeleted: false);
        if (change.InTheList)
            return Lines(held, change, books, now) is { } listed ? new(held with { Lines = listed }, IsDeleted: false) : null;
        var draft = OdooPosting.ToDraft(held, books, now);
        if (change.Draft || change.Delete)
            return new(draft, change.Delete);
        if (Lines(held, change, books, now) is not { } lines)
            return null;
        var changed = draft with { Lines = lines, Date = change.Date ?? held.Date, Ref = change.Ref ?? held.Ref };
        return new(OdooPosting.Post(changed, books, now), IsDeleted: false);
    }

    static List<OdooLine>? Lines(OdooEntry held, OdooEntryChange change, OdooBooks books, DateTimeOffset now)
    {
        var lines = held.Lines.ToList();
        if (change.Line < 0 || change.Line >= lines.Count)
            return null;
        if (change.Account is { } code)
        {
            if (books.AccountWithCode(code) is not { } account)
                return null;
            lines[change.Line] = lines[change.Line] with { AccountId = account.Id, WrittenAt = now };
        }
        return change.Amount is not { } amount || Balance(lines, change.Line, amount, now) ? lines : null;
    }

    // The screen does not save an entry out of balance, so the first line of the other side takes the difference.
    static bool Balance(List<OdooLine> lines, int index, decimal amount, DateTimeOffset now)
    {
        var difference = amount - Signed(lines[index]);
        var other = lines.FindIndex(line => Math.Sign(Signed(line)) != Math.Sign(Signed(lines[index])));
        if (other < 0 || Math.Sign(amount) != Math.Sign(Signed(lines[index])))
            return false;
        lines[index] = WithAmount(lines[index], amount, now);
        lines[other] = WithAmount(lines[other], Signed(lines[other]) - difference, now);
        return true;
    }

    static OdooEntry Reversal(OdooEntry held, OdooEntryChange change, OdooBooks books, DateTimeOffset now)
    {
        var reversal = new OdooEntry
        {
            Id = books.NextEntry(),
            JournalId = held.JournalId,
            Date = change.Date ?? held.Date,
            Ref = $"Reversal of: {held.Name}",
            State = "draft",
            ReversedEntryId = held.Id,
            WrittenAt = now,
            Lines =
            [
                .. held.Lines.Select(line =>
                    line with
                    {
                        Id = books.NextLine(),
                        Debit = line.Credit,
                        Credit = line.Debit,
                        AmountCurrency = -line.AmountCurrency,
                        WrittenAt = now,
                    }
                ),
            ],
        };
        return OdooPosting.Post(reversal, books, now);
    }

    static decimal Signed(OdooLine line) => line.Debit - line.Credit;

    static OdooLine WithAmount(OdooLine line, decimal amount, DateTimeOffset now) =>
        line with
        {
            Debit = Math.Max(amount, 0m),
            Credit = Math.Max(-amount, 0m),
            AmountCurrency = amount,
            WrittenAt = now,
        };
}
