using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>The chargebacks of one payment. As with every source each is two facts: it is opened (charged_back), under its event's id, and closed,
/// under that with ":closed". Direct Debit gives the creditor no way to contest it, so it is lost: when it has been debited from a payout
/// (chargeback_settled), or at once when the payment had not been paid out, because then nothing is debited and no event tells it. Rarely
/// the bank cancels it afterwards (chargeback_cancelled): then it is won, in a later revision.</summary>
sealed class Chargebacks(string source, VendorObject payment)
{
    readonly List<SourceTransaction> opened = [];

    /// <summary>By the id of what they close: the last word counts.</summary>
    readonly Dictionary<string, SourceTransaction> closed = new(StringComparer.Ordinal);
    string? open;

    public void Open(string collected, Happened happened, bool isPaidOut)
    {
        open = happened.Id;
        opened.Add(Booked(happened, happened.Id, "opened", collected));
        if (!isPaidOut)
            closed[open] = Booked(happened, $"{open}:closed", "lost", collected);
    }

    /// <returns>False when none is open.</returns>
    public bool Close(Happened happened)
    {
        if (open is null)
            return false;
        var related = opened[^1].RelatedTo!;
        if (happened.Action == "chargeback_settled")
        {
            closed.TryAdd(open, Booked(happened, $"{open}:closed", "lost", related));
            return true;
        }
        closed[open] = Booked(happened, $"{open}:closed", "won", related) with { Revision = 2 };
        open = null;
        return true;
    }

    public IEnumerable<SourceTransaction> Facts() =>
        opened.SelectMany(one => closed.TryGetValue(one.Id, out var closing) ? new[] { one, closing } : [one]);

    SourceTransaction Booked(Happened happened, string id, string status, string collected) =>
        new()
        {
            Source = source,
            Id = id,
            Kind = TransactionKind.Dispute,
            OccurredAt = happened.At,
            Currency = payment.Currency(),
            Gross = payment.Amount("amount"),
            RelatedTo = collected,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = open!,
                ["reason"] = happened.Cause ?? "unspecified",
            },
        };
}
