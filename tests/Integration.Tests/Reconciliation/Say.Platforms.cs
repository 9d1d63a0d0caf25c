using AccountingSync.Accounting;
using AccountingSync.Contracts;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>What PlatformSync says.</summary>
static partial class Say
{
    public static PlatformEntriesWritten Written(
        string organisation,
        Guid entry,
        string platformId,
        decimal dollars = 100m,
        string connection = "books",
        DateTimeOffset? at = null
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new WrittenEntry
                {
                    TraceParent = Trace,
                    Connection = connection,
                    EntryId = entry,
                    Key = PlatformKey.For(entry),
                    PlatformId = platformId,
                    Totals = new Dictionary<string, decimal> { ["USD"] = dollars },
                    ReceivedAt = Start,
                    WrittenAt = at ?? Start,
                },
            ],
        };

    /// <param name="summary">Null while it is not made.</param>
    public static EntriesSummarised Summarised(
        string organisation,
        Guid entry,
        Guid? summary,
        string connection = "books",
        DateTimeOffset? due = null
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new SummarisedEntry
                {
                    TraceParent = Trace,
                    Connection = connection,
                    EntryId = entry,
                    DueAt = due ?? Start,
                    SummaryId = summary,
                },
            ],
        };

    public static SummariesMade SummaryMade(
        string organisation,
        Guid summary,
        decimal dollars = 100m,
        string connection = "books",
        DateTimeOffset? at = null
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new MadeSummary
                {
                    Connection = connection,
                    SummaryId = summary,
                    Source = $"summary:{connection}",
                    Name = "2026-01-31/shop/USD",
                    Number = 1,
                    Date = DateOnly.FromDateTime(Start.Date),
                    Entries = 1,
                    Totals = new Dictionary<string, decimal> { ["USD"] = dollars },
                    MadeAt = at ?? Start,
                },
            ],
        };

    public static PlatformEntriesRefused Refused(
        string organisation,
        Guid entry,
        string reason = "The period is closed there.",
        string connection = "books"
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new RefusedEntry
                {
                    Connection = connection,
                    EntryId = entry,
                    Reason = reason,
                    RefusedAt = Start,
                },
            ],
        };

    public static PlatformEntriesChanged Changed(string organisation, Guid? entry, string platformId, string change, DateTimeOffset? at = null) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new ChangedEntry
                {
                    Connection = "books",
                    EntryId = entry,
                    PlatformId = platformId,
                    Version = "7",
                    Change = change,
                    Detail = $"{change} by somebody",
                    SeenAt = at ?? Start.AddSeconds(1),
                },
            ],
        };

    public static PushesWaiting Waiting(string organisation, DateTimeOffset since, DateTimeOffset toldAt, string connection = "books") =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new WaitingConnection
                {
                    Connection = connection,
                    Since = since,
                    ToldAt = toldAt,
                },
            ],
        };

    public static PlatformConnectionsChanged Connected(
        string organisation,
        string connection = "books",
        bool active = true,
        DateTimeOffset? since = null
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new ConnectionState
                {
                    Connection = connection,
                    Platform = "quickbooks",
                    Active = active,
                    Since = since ?? Start,
                },
            ],
        };
}
