namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>Something that happened to a payment or refund.</summary>
/// <param name="Id">Of the event.</param>
/// <param name="Cause">Why, in GoCardless' words.</param>
sealed record Happened(string Id, string Action, DateTimeOffset At, string? Cause);

/// <summary>All that happened to a payment or refund, from the first to the last.</summary>
static class History
{
    /// <param name="fetched">With the list of events, in any order; it may hold events of other things, too.</param>
    /// <param name="received">The event that led to it. GoCardless does not say that the list knows it at once, so it is added.</param>
    public static IReadOnlyList<Happened> Of(GoCardlessEvent received, VendorObject fetched, string kind, string id) =>
        [
            .. fetched
                .Objects("events")
                .Append(received.Body)
                .Where(one => one.RequiredText("resource_type") == received.Resource && one.Child("links")?.Text(kind) == id)
                .Select(Read)
                .DistinctBy(one => one.Id)
                .OrderBy(one => one.At)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];

    static Happened Read(VendorObject happened) =>
        new(happened.Id, happened.RequiredText("action"), happened.RequiredTime("created_at"), happened.Child("details")?.Text("cause"));
}
