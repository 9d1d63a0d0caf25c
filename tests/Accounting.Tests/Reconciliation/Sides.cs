using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

/// <summary>Sides of a comparison, all at noon of a day in January.</summary>
static class Sides
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = Noon.AddMinutes(1);
    public static readonly DateTimeOffset Earlier = Noon.AddMinutes(-1);
    public static readonly Guid EntryId = AccountingSync.Accounting.EntryId.For("acme", "shop", "sale-1", 1, EntryPart.Entry);

    public static TransactionSide Revision(int revision = 1, TransactionOutcome outcome = TransactionOutcome.Received) =>
        new("shop", "sale-1", revision, outcome) { ReceivedAt = Noon, PostedAt = outcome == TransactionOutcome.Posted ? Noon : null };

    public static EntrySide Entry(decimal dollars = 100.00m) =>
        new(EntryId, "shop", "sale-1", 1, EntryPart.Entry, new DateOnly(2026, 1, 31), Usd(dollars), Noon);

    public static Dictionary<string, decimal> Usd(decimal amount) => new() { ["USD"] = amount };

    public static ConnectionSide Connected(bool active = true) => new("books", active, Noon);

    public static DocumentSide Document(string id = "1", DocumentState state = DocumentState.Written, decimal dollars = 100.00m) =>
        new(id, state, Usd(dollars), Noon, state == DocumentState.Written ? null : "somebody was there");

    public static EntryAtPlatform There(params DocumentSide[] documents) => new(Connected(), EntryId, Entry(), documents, Refusal: null);
}
