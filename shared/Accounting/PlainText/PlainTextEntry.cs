namespace AccountingSync.Accounting.PlainText;

/// <summary>A journal entry as every plain text tool shows it: the same words in hledger, ledger and beancount.
/// Texts are already cut and cleaned, so writing one and reading it back gives the same value.</summary>
/// <param name="Key">Our key, <see cref="PlatformKey"/>.</param>
public sealed record PlainTextEntry(
    DateOnly Date,
    string Key,
    string Description,
    IReadOnlyList<PlainTextTag> Tags,
    IReadOnlyList<PlainTextPosting> Postings
)
{
    /// <summary>Names of the tags that every entry may carry.</summary>
    public const string EntryTag = "entry";
    public const string SourceTag = "source";
    public const string TransactionTag = "transaction";
    public const string RevisionTag = "revision";
    public const string PartTag = "part";
    public const string RuleTag = "rule";
    public const string ReversesTag = "reverses";

    public static PlainTextEntry From(JournalEntry entry)
    {
        List<PlainTextTag> tags =
        [
            new(EntryTag, entry.Id.ToString("D")),
            new(SourceTag, PlainTextValue.Clean(entry.Origin.Source)),
            new(TransactionTag, PlainTextValue.Clean(entry.Origin.TransactionId)),
            new(RevisionTag, entry.Origin.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new(PartTag, PlainTextValue.Clean(entry.Origin.Part)),
            new(RuleTag, PlainTextValue.Clean(string.Create(null, $"{entry.Rule.RuleSet}/{entry.Rule.Version}/{entry.Rule.Rule}"))),
        ];
        if (entry.Reverses is { } reversed)
            tags.Add(new(ReversesTag, reversed.ToString("D")));
        return new(
            entry.Date,
            PlatformKey.For(entry.Id),
            PlainTextValue.Description(entry.Description),
            tags,
            [.. entry.Lines.Select(PlainTextPosting.From)]
        );
    }

    /// <summary>The value of the tag, or null when the entry does not carry it.</summary>
    public string? Tag(string name) => Tags.FirstOrDefault(tag => tag.Name == name)?.Value;
}

/// <param name="Currency">ISO 4217 code; the amount is written with exactly that currency's decimals.</param>
public sealed record PlainTextPosting(string Account, decimal Amount, string Currency, IReadOnlyList<PlainTextTag> Tags)
{
    public const string MemoTag = "memo";
    public const string TaxTag = "tax";

    public static PlainTextPosting From(JournalLine line)
    {
        var tags = new List<PlainTextTag>();
        if (!string.IsNullOrWhiteSpace(line.Memo))
            tags.Add(new(MemoTag, PlainTextValue.Clean(line.Memo)));
        if (!string.IsNullOrWhiteSpace(line.TaxCode))
            tags.Add(new(TaxTag, PlainTextValue.Clean(line.TaxCode)));
        foreach (var (name, value) in (line.Dimensions ?? SourceTransaction.NoAttributes).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            tags.Add(new(PlainTextTag.DimensionPrefix + name, PlainTextValue.Clean(value)));
        return new(line.Account, line.Amount, line.Currency, tags);
    }

    internal string AmountText => Currencies.Find(Currency).Format(Amount == 0m ? 0m : Amount) + " " + Currency;
}

public sealed record PlainTextTag(string Name, string Value)
{
    /// <summary>Stands before the name of a dimension, so that a dimension called "date" cannot change a date.</summary>
    public const string DimensionPrefix = "dim-";
}
