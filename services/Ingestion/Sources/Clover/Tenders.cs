namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>How a payment was made, in the words of the canonical form.</summary>
static class Tenders
{
    const string Standard = "com.clover.tender.";

    /// <summary>card, cash and gift_card as everywhere; Clover's other tenders by the last word of their key. A tender that the merchant has added
    /// has no such key, and Clover does not pay it out: custom.</summary>
    public static string Method(VendorObject owner) =>
        owner.Child("tender")?.Text("labelKey") switch
        {
            null => owner.Child("cardTransaction") is null ? "other" : "card",
            Standard + "credit_card" or Standard + "debit_card" => "card",
            var key when key.StartsWith(Standard, StringComparison.Ordinal) && key.Length > Standard.Length => key[Standard.Length..],
            _ => "custom",
        };
}
