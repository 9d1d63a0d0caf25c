using AccountingSync.Accounting;
using AccountingSync.Contracts;

namespace AccountingSync.PlatformSync.Summaries;

static class SummaryMapping
{
    public static IReadOnlyList<JournalLine> ToLines(this IReadOnlyList<JournalLineData> lines) =>
        [
            .. lines.Select(line => new JournalLine(line.Account, line.Currency, line.Amount)
            {
                Memo = line.Memo,
                TaxCode = line.TaxCode,
                Dimensions = line.Dimensions,
            }),
        ];

    /// <summary>A summary's document, as it waits to be pushed.</summary>
    public static JournalEntryData ToData(this JournalEntry summary) =>
        new()
        {
            EntryId = summary.Id,
            Source = summary.Origin.Source,
            TransactionId = summary.Origin.TransactionId,
            Revision = summary.Origin.Revision,
            Part = summary.Origin.Part,
            Date = summary.Date,
            Description = summary.Description,
            RuleSet = summary.Rule.RuleSet,
            RuleVersion = summary.Rule.Version,
            Rule = summary.Rule.Rule,
            RuleHash = summary.Rule.Hash,
            Lines =
            [
                .. summary.Lines.Select(line => new JournalLineData(line.Account, line.Currency, line.Amount)
                {
                    Memo = line.Memo,
                    TaxCode = line.TaxCode,
                    Dimensions = line.Dimensions,
                }),
            ],
        };
}
