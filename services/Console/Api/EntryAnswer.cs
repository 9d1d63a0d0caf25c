using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>One line of an entry.</summary>
public sealed record LineAnswer(
    string Account,
    string Currency,
    [property: Description("Decimal string in the currency's scale; debit positive, credit negative.")] string Amount,
    string? Memo,
    string? TaxCode,
    IReadOnlyDictionary<string, string>? Dimensions
)
{
    public static LineAnswer Of(EntryLine line) =>
        new(line.Account, line.Currency, AmountText.Of(line.Amount, line.Currency), line.Memo, line.TaxCode, line.Dimensions);
}

/// <summary>A posted journal entry.</summary>
public sealed record EntryAnswer
{
    [Description("Place in the ledger; pass the last one as 'after' for the next page.")]
    public required long Seq { get; init; }
    public required Guid EntryId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required int Revision { get; init; }

    [Description("entry or reversal.")]
    public required string Part { get; init; }

    [Description("The day on which it counts in the books.")]
    public required DateOnly Date { get; init; }

    [Description("The day that it is of, when that lay in a closed period and it was posted on a later one.")]
    public DateOnly? OriginalDate { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
    public required string Description { get; init; }
    public required RuleUsed Rule { get; init; }

    [Description("The entry that this one takes back.")]
    public Guid? Reverses { get; init; }
    public required IReadOnlyList<LineAnswer> Lines { get; init; }

    public static EntryAnswer Of(PostedEntry posted) =>
        new()
        {
            Seq = posted.Seq,
            EntryId = posted.Entry.Id,
            Source = posted.Entry.Origin.Source,
            TransactionId = posted.Entry.Origin.TransactionId,
            Revision = posted.Entry.Origin.Revision,
            Part = posted.Entry.Origin.Part,
            Date = posted.Entry.Date,
            OriginalDate = posted.Entry.OriginalDate,
            PostedAt = posted.PostedAt,
            Description = posted.Entry.Description,
            Rule = posted.Entry.Rule,
            Reverses = posted.Entry.Reverses,
            Lines = [.. posted.Entry.Lines.Select(LineAnswer.Of)],
        };
}

/// <summary>Posted entries in the order of the ledger.</summary>
public sealed record EntriesAnswer(
    IReadOnlyList<EntryAnswer> Entries,
    [property: Description("Pass as 'after' for the next page; null at the end.")] long? Next
)
{
    public static EntriesAnswer Of(IReadOnlyList<PostedEntry> entries, int limit) =>
        new([.. entries.Select(EntryAnswer.Of)], entries.Count == limit ? entries[^1].Seq : null);
}
