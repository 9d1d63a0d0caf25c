using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>A refusal in Xero's own words. It has no codes for what matters to us, so the words are looked at.</summary>
sealed record XeroFault(string Text)
{
    /// <summary>"The document date cannot be before the period lock date", or the end of year's.</summary>
    public bool IsLocked => Text.Contains("lock date", StringComparison.OrdinalIgnoreCase);

    /// <summary>Something was sent with this idempotency key before, and it was something else: nobody knows what is there.</summary>
    public bool IsUsedKey => Text.Contains("used with a different request", StringComparison.OrdinalIgnoreCase);

    public WriteOutcome ToOutcome() =>
        IsLocked ? new WriteOutcome.ClosedPeriod(Text)
        : IsUsedKey ? new WriteOutcome.Unknown(Text)
        : new WriteOutcome.Refused(Text);

    /// <summary>The refusal of a whole call: a message, and what is wrong with each element.</summary>
    public static XeroFault? InAnswer(JsonElement answer)
    {
        if (VendorJson.Text(answer, "Message") is not { } message)
            return null;
        var details = (VendorJson.List(answer, "Elements") ?? []).SelectMany(Messages).Distinct(StringComparer.Ordinal).ToList();
        return new(details.Count == 0 ? message : string.Join("; ", details));
    }

    /// <summary>The refusal of one element; null when there is none.</summary>
    public static XeroFault? InElement(JsonElement element)
    {
        var messages = Messages(element).ToList();
        return messages.Count > 0 ? new(string.Join("; ", messages))
            : VendorJson.Text(element, "StatusAttributeString") == "ERROR" ? new("Xero refused without saying why.")
            : null;
    }

    static IEnumerable<string> Messages(JsonElement element) =>
        (VendorJson.List(element, "ValidationErrors") ?? []).Select(error => VendorJson.Text(error, "Message")).OfType<string>();
}
