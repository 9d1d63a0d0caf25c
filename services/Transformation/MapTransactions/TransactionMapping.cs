using System.Diagnostics;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>Between the messages and the domain.</summary>
static class TransactionMapping
{
    /// <exception cref="ArgumentException">The kind is unknown: sender and receiver are of different versions.</exception>
    public static SourceTransaction ToDomain(this SourceTransactionData data) =>
        new()
        {
            Source = data.Source,
            Id = data.Id,
            Revision = data.Revision,
            Kind = Kind(data.Kind),
            OccurredAt = data.OccurredAt,
            Currency = data.Currency,
            Gross = data.Gross,
            Items = [.. (data.Items ?? []).Select(item => new TransactionItem(item.Sku, item.Kind, item.Category, item.Quantity, item.Net))],
            Taxes = [.. (data.Taxes ?? []).Select(tax => new TransactionTax(tax.Jurisdiction, tax.Code, tax.Amount))],
            Tip = data.Tip,
            Discount = data.Discount,
            Shipping = data.Shipping,
            Tenders = [.. (data.Tenders ?? []).Select(tender => new TransactionTender(tender.Method, tender.Amount, tender.Reference))],
            RelatedTo = data.RelatedTo,
            Payout = data.Payout,
            Contents =
            [
                .. (data.Contents ?? []).Select(content => new PayoutContent(
                    content.Id,
                    content.Kind is null ? null : Kind(content.Kind),
                    content.Amount
                )),
            ],
            Customer = data.Customer,
            Location = data.Location,
            Attributes = data.Attributes ?? SourceTransaction.NoAttributes,
            Settled = ToDomain(data.Settled),
            Booked = ToDomain(data.Booked),
            FirstAccepted = data.FirstAccepted is { } first ? new FirstAcceptance(first.At, first.OccurredOn, first.AcceptedOn) : null,
        };

    /// <summary>Where the message does not say when the fact was accepted first, that was when this revision was received.</summary>
    public static SourceTransaction ToDomain(this ReceivedTransaction item)
    {
        var said = item.Transaction.ToDomain();
        return said.FirstAccepted is null ? said with { FirstAccepted = new FirstAcceptance(item.ReceivedAt) } : said;
    }

    static Equivalent? ToDomain(EquivalentData? data) => data is null ? null : new Equivalent(data.Currency, data.Amount);

    static TransactionKind Kind(string word) =>
        Enum.TryParse<TransactionKind>(word, ignoreCase: true, out var kind)
            ? kind
            : throw new ArgumentException($"'{word}' is no kind of source transaction.", nameof(word));

    /// <returns>Null for what holds when nothing is said.</returns>
    public static ClosedPeriodData? ToData(this ClosedPeriodPolicy policy) =>
        policy.Then switch
        {
            WhenClosed.Hold => null,
            WhenClosed.NextOpenDay => new ClosedPeriodData(ClosedPeriodData.NextOpenDay, policy.ApproveOver),
            WhenClosed.AskToReopen => new ClosedPeriodData(ClosedPeriodData.AskToReopen),
            _ => throw new UnreachableException(),
        };

    public static JournalEntryData ToData(this JournalEntry entry) =>
        new()
        {
            EntryId = entry.Id,
            Source = entry.Origin.Source,
            TransactionId = entry.Origin.TransactionId,
            Revision = entry.Origin.Revision,
            Part = entry.Origin.Part,
            Date = entry.Date,
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
