namespace AccountingSync.Accounting.Corrections;

/// <summary>What a source is asked to change of a transaction of its own.</summary>
/// <param name="Id">Told twice, it is one correction.</param>
/// <param name="From">What the source is believed to say now; null: nothing. Where it says something else, nothing is changed.</param>
/// <param name="To">What it is to say; null: nothing.</param>
/// <param name="AskedBy">The person or the part of the system that asks.</param>
public sealed record SourceCorrection(
    Guid Id,
    string Source,
    string TransactionId,
    CorrectionField Field,
    string? From,
    string? To,
    string Reason,
    string AskedBy
)
{
    /// <summary>Characters; a vendor's own limit may be lower.</summary>
    public const int LongestText = 5_000;
    public const int LongestName = 255;

    /// <summary>What is wrong with it whatever the source is: the field of the request, and what to do.</summary>
    public IEnumerable<(string Field, string Message)> Problems()
    {
        if (Source.Length is 0 or > LongestName)
            yield return ("source", "Name the source of the transaction.");
        if (TransactionId.Length is 0 or > LongestName)
            yield return ("transaction_id", "Give the transaction's id at its source, of at most 255 characters.");
        if (Field is CorrectionField.Unheard || Field.Word.Length > LongestName)
            yield return ("field", "It must be description, category, note, or 'metadata.' and a name.");
        if (Reason.Trim().Length == 0 || Reason.Length > LongestText)
            yield return ("reason", "Say why, in at most 5,000 characters: it is kept.");
        if (From == To)
            yield return ("to", "It is the same as 'from': there is nothing to correct.");
        foreach (var (name, text) in new[] { ("from", From), ("to", To) })
            if (text is not null)
            {
                if (text.Length is 0 or > LongestText)
                    yield return (name, "A text has from 1 to 5,000 characters; leave it out for none.");
                if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
                    yield return (name, "It holds control characters; take them out.");
            }
        foreach (var (name, text) in new[] { ("to", To), ("reason", Reason) })
            if (text is not null && CardNumber.IsIn(text))
                yield return (name, "It holds a card number, which is kept nowhere; take it out.");
    }
}
