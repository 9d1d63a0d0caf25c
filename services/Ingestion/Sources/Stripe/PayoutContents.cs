using System.Text;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>What an automatic payout settles: the balance transactions that Stripe lists for it, once its list is complete. The payout with
/// them is its second revision; the first is what payout.paid says. (docs.stripe.com/payouts/reconciliation)</summary>
static class PayoutContents
{
    public const string Kind = "payout_contents";

    /// <summary>The names under which <see cref="StripeObjects"/> keeps what it read.</summary>
    public const string Event = "event";
    public const string Rows = "balance_transactions";

    const int Revision = 2;

    /// <summary>Stripe cannot say what a payout settles that somebody asked for by hand, and says whether its list is complete.</summary>
    /// <returns>None while it is not: payout.reconciliation_completed comes when it is.</returns>
    public static IReadOnlyList<WantedObject> Wanted(StripeEvent received)
    {
        var payout = received.Object;
        return payout.Flag("automatic") is true && payout.Text("reconciliation_status") is null or "completed"
            ? [new WantedObject(Kind, payout.Id, Encoding.UTF8.GetString(received.Kept.Span))]
            : [];
    }

    /// <summary>payout.reconciliation_completed: only a payout that was paid is booked, and payout.paid asks for its contents itself when the list
    /// is complete by then.</summary>
    public static SourceEvent ListIsComplete(StripeEvent received) =>
        received.Object.Text("status") is "paid" && Wanted(received) is { Count: > 0 } wanted
            ? received.Facts([], wanted)
            : received.Ignored("payout.paid carries the money and asks for what the payout settles.");

    /// <param name="fetched">An event that names the payout, and the rows.</param>
    public static SourceEvent Read(StripeEvent named, VendorObject fetched)
    {
        var payout = Payouts.Booked(named);
        var contents = new SortedDictionary<string, PayoutContent>(StringComparer.Ordinal);
        var fees = new List<SourceTransaction>();
        foreach (var row in fetched.Objects(Rows))
        {
            var (currency, _) = StripeMoney.ToMajor(0, row.RequiredText("currency"));
            if (currency != payout.Currency)
                return named.Unknown($"The payout {payout.Id} is in {payout.Currency}, and {row.Id} in its list in {currency}.");
            foreach (var content in PayoutRow.Of(row, payout.Id))
                contents[content.Id] = contents.TryGetValue(content.Id, out var known)
                    ? known with
                    {
                        Amount = known.Amount + content.Amount,
                    }
                    : content;
            if (PayoutRow.Fee(named.Source, row) is { } fee)
                fees.Add(fee);
        }
        if (contents.Count == 0)
            return named.Unknown($"Stripe lists nothing that the payout {payout.Id} settles: whether it comes to zero is not checked.");
        return contents.Count > TransactionRules.MaxContents
            ? named.Unknown(
                $"The payout {payout.Id} settles {contents.Count} things, more than the {TransactionRules.MaxContents} that are kept: whether it comes to zero is not checked."
            )
            : named.Facts([payout with { Revision = Revision, Contents = [.. contents.Values] }, .. fees]);
    }
}
