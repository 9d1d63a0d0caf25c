using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>A dispute is two facts, on two days, perhaps in two periods: it is opened (the money is taken) and it is closed
/// (the money comes back, or is lost for good). So the closing has an id of its own, "dp_…:closed", and is no later
/// revision of the opening, which would take the opening back.</summary>
static class Disputes
{
    /// <summary>created, funds_withdrawn. An inquiry that becomes a chargeback has no second "created", only the latter.</summary>
    public static SourceEvent Opened(StripeEvent received)
    {
        var dispute = received.Object;
        switch (dispute.Text("status"))
        {
            case "needs_response" or "under_review" or "appeal_needs_response" or "appeal_under_review" or "won" or "lost":
                var opened = Booked(received, "opened", dispute.Id, dispute.RequiredUnixTime("created"));
                return received.Facts([
                    opened,
                    .. Movements(dispute).Where(IsWithdrawal).Take(1).SelectMany(one => Settlements.Of(opened, one)),
                    .. Fees(received),
                ]);
            case "warning_needs_response" or "warning_under_review" or "warning_closed" or "prevented" when Movements(dispute).Count == 0:
                return received.Ignored("An inquiry moves no money. charge.dispute.funds_withdrawn carries it if it becomes a chargeback.");
            case var status:
                return received.Unknown($"A dispute with status '{status}' and {Movements(dispute).Count} movements of money is not understood.");
        }
    }

    public static SourceEvent Closed(StripeEvent received)
    {
        var dispute = received.Object;
        switch (dispute.Text("status"))
        {
            case "won" when CameBackInPart(dispute):
                return received.Unknown($"The dispute {dispute.Id} was won, but not all of the money came back.");
            case "won":
                return Closed(received, "won", ReinstatedAt(dispute) ?? received.Created, movement => !IsWithdrawal(movement));
            case "lost":
                return Closed(received, "lost", received.Created, _ => true);
            case "warning_closed" or "prevented" when Movements(dispute).Count == 0:
                return received.Ignored("An inquiry was closed: no money had moved.");
            case var status:
                return received.Unknown($"A dispute closed with status '{status}' is not understood.");
        }
    }

    /// <summary>The money itself is told by charge.dispute.closed; what may be new here is a fee that was given back.</summary>
    public static SourceEvent FundsReinstated(StripeEvent received)
    {
        var dispute = received.Object;
        if (dispute.Text("status") is not "won" || CameBackInPart(dispute))
            return received.Unknown($"Money of the dispute {dispute.Id} came back, but it is not simply won.");
        var fees = Fees(received);
        return fees.Count == 0 ? received.Ignored("charge.dispute.closed carries the money that came back.") : received.Facts(fees, []);
    }

    // In the currency of the charge, like the payment that it takes back; the balance transactions are in that of the
    // settlement.
    static SourceTransaction Booked(StripeEvent received, string status, string id, DateTimeOffset at)
    {
        var dispute = received.Object;
        var (currency, gross) = StripeMoney.ToMajor(dispute.RequiredNumber("amount"), dispute.RequiredText("currency"));
        return new SourceTransaction
        {
            Source = received.Source,
            Id = id,
            Kind = TransactionKind.Dispute,
            OccurredAt = at,
            Currency = currency,
            Gross = gross,
            RelatedTo = dispute.IdOf("charge"),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = dispute.Id,
                ["reason"] = dispute.Text("reason") ?? "unspecified",
            },
        };
    }

    /// <param name="counts">Those movements whose sum came back, or is lost for good.</param>
    static SourceEvent Closed(StripeEvent received, string status, DateTimeOffset at, Func<VendorObject, bool> counts)
    {
        var closed = Booked(received, status, ClosedId(received.Object), at);
        var movements = Movements(received.Object).Where(counts).ToList();
        var settled = movements.Select(movement => movement.RequiredText("currency")).Distinct(StringComparer.Ordinal).ToList() is [var currency]
            ? Settlements.Of(closed, movements.Sum(movement => movement.RequiredNumber("amount")), currency)
            : [];
        return received.Facts([closed, .. settled, .. Fees(received)]);
    }

    static bool IsWithdrawal(VendorObject movement) => movement.RequiredNumber("amount") < 0;

    static string ClosedId(VendorObject dispute) => ClosedId(dispute.Id);

    /// <summary>Of the transaction that closes a dispute.</summary>
    public static string ClosedId(string dispute) => dispute + ":closed";

    static IReadOnlyList<VendorObject> Movements(VendorObject dispute) => dispute.ExpandedObjects("balance_transactions");

    static IReadOnlyList<SourceTransaction> Fees(StripeEvent received) =>
        BalanceTransactions.Fees(received.Source, Movements(received.Object), received.Object.Id);

    static bool CameBackInPart(VendorObject dispute)
    {
        var amounts = Movements(dispute).Select(movement => movement.RequiredNumber("amount")).ToList();
        // As decimals, which the largest of Stripe's numbers cannot overflow.
        return amounts.Exists(amount => amount > 0) && amounts.Sum(amount => (decimal)amount) != 0m;
    }

    static DateTimeOffset? ReinstatedAt(VendorObject dispute)
    {
        var returned = Movements(dispute).Where(movement => movement.RequiredNumber("amount") > 0).ToList();
        return returned.Count == 0 ? null : returned[^1].RequiredUnixTime("created");
    }
}
