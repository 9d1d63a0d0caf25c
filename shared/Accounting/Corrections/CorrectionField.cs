namespace AccountingSync.Accounting.Corrections;

/// <summary>What of a source transaction a correction is about.</summary>
public abstract record CorrectionField
{
    const string MetadataPrefix = "metadata.";

    /// <summary>Members of a transaction that money was moved by, or that say when.</summary>
    static readonly HashSet<string> OfSettledMoney = new(StringComparer.Ordinal)
    {
        "kind",
        "currency",
        "gross",
        "items",
        "taxes",
        "tip",
        "discount",
        "shipping",
        "tenders",
        "settled",
        "occurred_at",
        "related_to",
        "payout",
        "amount",
        "date",
        "fee",
    };

    CorrectionField(string word) => Word = word;

    /// <summary>As it is written in requests, messages and tables.</summary>
    public string Word { get; }

    /// <summary>What the payment is for, as its source shows it.</summary>
    public sealed record Description() : CorrectionField("description");

    /// <summary>Under what the source files it.</summary>
    public sealed record Category() : CorrectionField("category");

    /// <summary>What a person wrote beside an order or a refund.</summary>
    public sealed record Note() : CorrectionField("note");

    /// <summary>One of the pairs of names and values that a source keeps for others and makes nothing of.</summary>
    public sealed record Metadata(string Key) : CorrectionField(MetadataPrefix + Key);

    /// <summary>An amount, a day, or what the money moved for: no source changes what is settled.</summary>
    public sealed record Settled(string Name) : CorrectionField(Name);

    /// <summary>No field of any source.</summary>
    public sealed record Unheard(string Name) : CorrectionField(Name);

    public static CorrectionField Of(string word) =>
        word switch
        {
            "description" => new Description(),
            "category" => new Category(),
            "note" => new Note(),
            _ when word.StartsWith(MetadataPrefix, StringComparison.Ordinal) && word.Length > MetadataPrefix.Length => new Metadata(
                word[MetadataPrefix.Length..]
            ),
            _ when OfSettledMoney.Contains(word) => new Settled(word),
            _ => new Unheard(word),
        };

    public sealed override string ToString() => Word;
}
