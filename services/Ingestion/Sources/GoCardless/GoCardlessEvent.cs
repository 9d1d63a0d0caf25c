namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>One of the events that a GoCardless webhook carries.</summary>
/// <param name="Resource">payments, refunds, payouts, mandates …</param>
/// <param name="Action">What happened to it: confirmed, failed …</param>
/// <param name="Body">The whole of it.</param>
sealed record GoCardlessEvent(string Source, string Id, string Resource, string Action, VendorObject Body)
    : VendorEvent(Source, Id, $"{Resource}.{Action}")
{
    public static GoCardlessEvent Of(string source, VendorObject body) =>
        new(source, body.Id, body.RequiredText("resource_type"), body.RequiredText("action"), body);

    /// <summary>The id of what it tells of.</summary>
    /// <param name="kind">payment, refund or payout.</param>
    public string Subject(string kind) => Body.RequiredChild("links").RequiredText(kind);
}
