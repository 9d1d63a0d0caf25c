namespace AccountingSync.Sandbox.Stripe;

/// <summary>One update that was carried out.</summary>
/// <param name="Key">The request's Idempotency-Key; null when it had none.</param>
/// <param name="Fingerprint">Of address and parameters.</param>
/// <param name="Object">As it is now.</param>
/// <param name="Told">The event that tells of it; null when none does.</param>
/// <param name="Changed">Whether the object says anything else than before.</param>
/// <param name="Status">Of the answer, which is repeated to the same key.</param>
internal sealed record StripeUpdate(
    string? Key,
    string Fingerprint,
    DateTimeOffset At,
    StripeObject Object,
    StripeObject? Told,
    bool Changed,
    int Status,
    string Body
);

/// <summary>An update, for an outside checker.</summary>
internal sealed record DoneUpdate(string Id, string? Key, bool Changed);
