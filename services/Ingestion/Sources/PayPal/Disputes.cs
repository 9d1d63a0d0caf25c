using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>CUSTOMER.DISPUTE.CREATED, .UPDATED, .RESOLVED. A dispute by itself moves no money: PayPal may hold it meanwhile, which is no
/// booking. What is taken in the end comes as PAYMENT.CAPTURE.REVERSED, or .REFUNDED when the merchant accepts. What no other event tells
/// are the fees for it, which stand among the money movements: fee, with the dispute's id and the fee's name.
/// (developer.paypal.com/docs/api/customer-disputes/v1)</summary>
static class Disputes
{
    const string Carried = "PAYMENT.CAPTURE.REVERSED or PAYMENT.CAPTURE.REFUNDED (or .SALE.…) carries the money that is taken.";

    public static SourceEvent Open(PayPalEvent received) =>
        CameBack(received) ?? Fees(received) ?? received.Ignored($"A dispute alone moves no money. {Carried}");

    public static SourceEvent Resolved(PayPalEvent received)
    {
        if (CameBack(received) is { } unclear)
            return unclear;
        var outcome = received.Resource.Child("dispute_outcome")?.Text("outcome_code");
        switch (outcome)
        {
            case "RESOLVED_BUYER_FAVOUR" or "ACCEPTED":
                return Fees(received) ?? received.Ignored($"The buyer's favour: {Carried}");
            // An inquiry is talk between buyer and seller; PayPal decides nothing and takes nothing.
            case "RESOLVED_SELLER_FAVOUR"
            or "CANCELED_BY_BUYER"
            or "DENIED"
            or "RESOLVED_WITH_PAYOUT" when received.Resource.Text("dispute_life_cycle_stage") is "INQUIRY":
                return Fees(received) ?? received.Ignored("An inquiry was closed in the seller's favour: no money had moved.");
            case "RESOLVED_SELLER_FAVOUR" or "CANCELED_BY_BUYER" or "DENIED" or "RESOLVED_WITH_PAYOUT":
                return received.Unknown(
                    $"The dispute {DisputeId(received)} was won ({outcome}). No event tells money that comes back: if a reversal of {Disputed(received)} was booked, book its return by hand."
                );
            default:
                return received.Unknown($"A dispute resolved with the outcome '{outcome}' is not understood.");
        }
    }

    static SourceEvent? CameBack(PayPalEvent received) =>
        OfSeller(received).Any(movement => movement.Text("type") == "CREDIT" && !IsFee(movement))
            ? received.Unknown($"Money of the dispute {DisputeId(received)} came back to the seller, which no other event tells: book it by hand.")
            : null;

    /// <returns>Null when there are none.</returns>
    static SourceEvent? Fees(PayPalEvent received)
    {
        var fees = OfSeller(received)
            .Where(IsFee)
            .Select(movement =>
                (Name: movement.RequiredText("reason").ToLowerInvariant(), Money: Signed(movement), At: movement.RequiredTime("initiated_time"))
            )
            .Where(fee => fee.Money.Amount != 0m)
            .GroupBy(fee => fee.Name, StringComparer.Ordinal)
            // PayPal gives movements no id. A later one comes behind those before it, so these keep their numbers.
            .SelectMany(name =>
                name.OrderBy(fee => fee.At)
                    .ThenBy(fee => fee.Money.Amount)
                    .Select((fee, index) => Fee(received, fee.Name, index + 1, fee.Money, fee.At))
            )
            .ToList();
        return fees.Count == 0 ? null : received.Facts(fees);
    }

    static SourceTransaction Fee(PayPalEvent received, string name, int number, PayPalMoney money, DateTimeOffset at)
    {
        var dispute = DisputeId(received);
        return new SourceTransaction
        {
            Source = received.Source,
            Id = number == 1 ? $"{dispute}:{name}" : string.Create(CultureInfo.InvariantCulture, $"{dispute}:{name}:{number}"),
            Kind = TransactionKind.Fee,
            OccurredAt = at,
            Currency = money.Currency,
            Gross = money.Amount,
            RelatedTo = Disputed(received),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = name, ["dispute"] = dispute },
        };
    }

    // DISPUTE_SETTLEMENT_FEE and REVERSED_TRANSACTION_FEE are the payment's own fee, which the reversal tells.
    static bool IsFee(VendorObject movement) => movement.Text("reason") is "DISPUTE_FEE" or "CHARGEBACK_FEE";

    static PayPalMoney Signed(VendorObject movement)
    {
        var money = movement.RequiredMoney("amount");
        return movement.RequiredText("type") switch
        {
            "DEBIT" => money,
            "CREDIT" => money with { Amount = -money.Amount },
            var type => throw new VendorShapeException($"A movement of money has the type '{type}'."),
        };
    }

    // An older and a newer name for the same list.
    static IEnumerable<VendorObject> OfSeller(PayPalEvent received) =>
        (received.Resource.Objects("money_movements") is { Count: > 0 } movements ? movements : received.Resource.Objects("fund_movements")).Where(
            movement => (movement.Text("affected_party") ?? movement.Text("party")) == "SELLER"
        );

    static string DisputeId(PayPalEvent received) => received.Resource.RequiredText("dispute_id");

    static string? Disputed(PayPalEvent received) =>
        received.Resource.Objects("disputed_transactions") is [var only] ? only.Text("seller_transaction_id") : null;
}
