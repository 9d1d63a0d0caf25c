using System.Diagnostics;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>What Stripe lets be changed of which objects. Pure.</summary>
static class StripeFields
{
    /// <summary>docs.stripe.com/api/metadata</summary>
    const int LongestKey = 40;
    const int LongestValue = 500;

    /// <summary>Stripe takes more; more is not a description.</summary>
    const int LongestDescription = SourceCorrection.LongestText;

    static readonly (string Prefix, string Collection, string What, bool HasDescription)[] Objects =
    [
        ("ch_", "charges", "a charge", true),
        ("py_", "charges", "a charge", true),
        ("pi_", "payment_intents", "a payment intent", true),
        ("re_", "refunds", "a refund", false),
        ("pyr_", "refunds", "a refund", false),
        ("po_", "payouts", "a payout", false),
    ];

    public static CorrectionAllowance Allow(string id, CorrectionField field) =>
        (ObjectOf(id), field) switch
        {
            (_, CorrectionField.Settled settled) => SettledMoney.Refuse(settled, "Stripe"),
            (null, _) => new CorrectionAllowance.Refused(
                $"Of {id} nothing can be changed: of Stripe's objects only charges, payment intents, refunds and payouts can."
            ),
            (_, CorrectionField.Metadata(var key)) when !IsKey(key) => new CorrectionAllowance.Refused(
                $"Stripe's metadata has names of at most {LongestKey} characters without brackets. Take another name."
            ),
            (_, CorrectionField.Metadata) => new CorrectionAllowance.Allowed(LongestValue),
            ({ HasDescription: true }, CorrectionField.Description) => new CorrectionAllowance.Allowed(LongestDescription),
            ({ What: var what }, _) => SettledMoney.NoSuchText(field, "Stripe", what, "Use 'metadata.' and a name of your own."),
        };

    public static string CollectionOf(string id) => ObjectOf(id)?.Collection ?? throw new UnreachableException($"{id} was not allowed.");

    public static string Parameter(CorrectionField field) =>
        field switch
        {
            CorrectionField.Description => "description",
            CorrectionField.Metadata(var key) => $"metadata[{key}]",
            _ => throw new UnreachableException(),
        };

    /// <returns>Null: nothing.</returns>
    public static string? Text(ReadOnlyMemory<byte> body, CorrectionField field) =>
        (field is CorrectionField.Metadata(var key) ? VendorJson.Text(body, "metadata", key) : VendorJson.Text(body, "description"))
            is { Length: > 0 } text
            ? text
            : null;

    static (string Prefix, string Collection, string What, bool HasDescription)? ObjectOf(string id)
    {
        foreach (var known in Objects)
            if (StripeObjects.IsId(id, known.Prefix))
                return known;
        return null;
    }

    static bool IsKey(string key) => key.Length <= LongestKey && !key.Any(c => c is '[' or ']');
}
