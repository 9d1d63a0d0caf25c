using AccountingSync.Accounting;
using AccountingSync.Contracts;

namespace AccountingSync.LedgerWriter.Journal;

/// <summary>Between the messages and the domain.</summary>
static class EntryMapping
{
    public static DraftResult ToEntry(this JournalEntryData data, string organisation)
    {
        var origin = new EntryOrigin(data.Source, data.TransactionId, data.Revision, data.Part);
        var result = JournalEntry.Draft(
            organisation,
            origin,
            data.Date,
            data.Description,
            new RuleReference(data.RuleSet, data.RuleVersion, data.Rule, data.RuleHash),
            [
                .. data.Lines.Select(line => new JournalLine(line.Account, line.Currency, line.Amount)
                {
                    Memo = line.Memo,
                    TaxCode = line.TaxCode,
                    Dimensions = line.Dimensions,
                }),
            ],
            data.Reverses
        );
        return result is DraftResult.Drafted(var entry) && entry.Id != data.EntryId
            ? new DraftResult.Refused($"The entry id {data.EntryId} does not follow from its origin; it should be {entry.Id}.")
            : result;
    }

    public static JournalEntryData ToData(this JournalEntry entry) =>
        new()
        {
            EntryId = entry.Id,
            Source = entry.Origin.Source,
            TransactionId = entry.Origin.TransactionId,
            Revision = entry.Origin.Revision,
            Part = entry.Origin.Part,
            Date = entry.Date,
            OriginalDate = entry.OriginalDate,
            Description = entry.Description,
            RuleSet = entry.Rule.RuleSet,
            RuleVersion = entry.Rule.Version,
            Rule = entry.Rule.Rule,
            RuleHash = entry.Rule.Hash,
            Reverses = entry.Reverses,
            Lines =
            [
                .. entry.Lines.Select(line => new JournalLineData(line.Account, line.Currency, line.Amount)
                {
                    Memo = line.Memo,
                    TaxCode = line.TaxCode,
                    Dimensions = line.Dimensions,
                }),
            ],
        };
}
