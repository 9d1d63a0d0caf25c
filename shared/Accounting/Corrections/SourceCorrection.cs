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
        if (!IsName(Source))
            yield return ("source", "Name the source of the transaction.");
        if (!IsName(TransactionId))
            yield return ("transaction_id", "Give the transaction's id at its source, of at most 255 characters and no control characters.");
        if (Field is CorrectionField.Unheard || !IsName(Field.Word))
            yield return ("field", "It must be description, category, note, or 'metadata.' and a name.");
        if (!IsName(AskedBy))
            yield return ("asked_by", "Say who asks, in at most 255 characters and no control characters.");
        if (Reason.Trim().Length == 0 || Reason.Length > LongestText)
            yield return ("reason", "Say why, in at most 5,000 characters: it is kept.");
        if (From == To)
            yield return ("to", "It is the same as 'from': there is nothing to correct.");
        foreach (var (name, text) in new[] { ("from", From), ("to", To) })
            if (text is not null)
            {
                if (text.Length is 0 or > LongestText)
                    yield return (name, "A text has from 1 to 5,000 characters; leave it out for none.");
                if (!ForeignText.IsPlain(text))
                    yield return (name, "It holds control characters or broken surrogate pairs; take them out.");
            }
        if (!ForeignText.IsPlain(Reason))
            yield return ("reason", "It holds control characters or broken surrogate pairs; take them out.");
        if (To is not null && To.Trim().Length != To.Length)
            yield return ("to", "It begins or ends with blanks, which sources cut off; take them off.");
        foreach (var (name, text) in Texts)
            if (text is not null && CardNumber.IsIn(text))
                yield return (
                    name,
                    "It holds a card number, which is kept nowhere. Take it out; what says one at the source is changed there by hand."
                );
    }

    /// <summary>As it may be kept and sent on, whatever is wrong with it: with every card number hidden, and without what no store keeps. The same where there is
    /// no problem.</summary>
    public SourceCorrection Kept() =>
        this with
        {
            Source = ForeignText.Kept(Source),
            TransactionId = ForeignText.Kept(TransactionId),
            Field = CorrectionField.Of(ForeignText.Kept(Field.Word)),
            From = From is null ? null : ForeignText.Kept(From),
            To = To is null ? null : ForeignText.Kept(To),
            Reason = ForeignText.Kept(Reason),
            AskedBy = ForeignText.Kept(AskedBy),
        };

    IEnumerable<(string Name, string? Text)> Texts =>
        [
            ("source", Source),
            ("transaction_id", TransactionId),
            ("field", Field.Word),
            ("from", From),
            ("to", To),
            ("reason", Reason),
            ("asked_by", AskedBy),
        ];

    static bool IsName(string text) => text.Length is > 0 and <= LongestName && TransactionRules.IsPlain(text);
}
