namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>What a Braintree notification tells.</summary>
/// <param name="At">When the notification was triggered; it is the same in every attempt to deliver it.</param>
/// <param name="Subject">Has one member, named by what the notification is about.</param>
sealed record BraintreeEvent(string Source, string Id, string Type, DateTimeOffset At, VendorObject Subject) : VendorEvent(Source, Id, Type)
{
    /// <summary>Braintree gives its notifications no id: what they are about, the kind and the time identify them.</summary>
    /// <param name="fingerprint">Of the whole, where it is about something without an id.</param>
    public static BraintreeEvent Of(string source, VendorObject notification, string fingerprint)
    {
        var kind = notification.RequiredText("kind");
        var at = notification.RequiredText("timestamp");
        var subject = notification.RequiredChild("subject");
        var about = subject.Names is [var only] ? subject.Expanded(only)?.TextOrNull("id") : null;
        return new BraintreeEvent(source, $"{kind} {about ?? fingerprint} {at}", kind, notification.RequiredTime("timestamp"), subject);
    }
}
