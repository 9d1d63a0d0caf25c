using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Vendors that are not corrected by us, each with the reason. docs/corrections.md has where that is documented.</summary>
static class UncorrectableSources
{
    const string InTheirBooks = "Correct the books instead: by a rule, or by an entry of their own.";

    static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["adyen"] = $"Adyen's interface changes nothing of a payment but captures, cancels and refunds it. {InTheirBooks}",
        ["adyen-captures"] = $"Adyen's interface changes nothing of a payment but captures, cancels and refunds it. {InTheirBooks}",
        ["paypal"] = $"PayPal's interface has no call that changes a capture or a refund. {InTheirBooks}",
        ["braintree"] = $"Braintree's interface is not called by us. {InTheirBooks}",
        ["square"] =
            $"Square changes a payment only while it is approved and not yet completed, and an order only while it is open: what is booked is neither. {InTheirBooks}",
        ["gocardless"] =
            "GoCardless lets metadata of payments and refunds be changed; that is not built. Change it in GoCardless' dashboard: it moves no money.",
        ["clover"] = "Clover lets an order's note be changed; that is not built. Change it at the till: it moves no money.",
    };

    public static IReadOnlyCollection<string> Known => Reasons.Keys;

    public static string Why(string system, CorrectionField field) =>
        field is CorrectionField.Settled settled ? SettledMoney.Refuse(settled, system).Reason
        : Reasons.TryGetValue(system, out var reason) ? reason
        : $"Nothing of {system} is corrected by us. {InTheirBooks}";
}
