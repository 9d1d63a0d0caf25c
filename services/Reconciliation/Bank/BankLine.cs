using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Matching;
using AccountingSync.Contracts;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What a received transaction says of a bank account. Pure.</summary>
/// <param name="Amount">More than zero comes into the account; zero where nothing moves it any more.</param>
/// <param name="Account">Of a bank's line: the bank's name for it.</param>
sealed record BankLine(
    MatchSide Side,
    SourceTransactionData Of,
    decimal Amount,
    DateOnly Day,
    string? Account,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> Gateways,
    DateTimeOffset ReceivedAt
)
{
    const string Payout = "payout";
    const string Transfer = "transfer";
    const string ByBank = "bank_transfer";
    static readonly string[] Undone = ["failed", "returned", "canceled", "cancelled"];
    static readonly HashSet<string> Vendors = [.. Accounting.Matching.Gateways.Vendors];

    /// <summary>Null for what moves no bank account: nearly everything that comes.</summary>
    public static BankLine? From(ReceivedTransaction item) =>
        item.Transaction.Kind switch
        {
            Payout => OfPayout(item),
            Transfer => OfBank(item),
            "sale" or "payment" => OfTenders(item, 1m),
            "refund" or "expense" => OfTenders(item, -1m),
            _ => null,
        };

    static BankLine OfPayout(ReceivedTransaction item)
    {
        var payout = item.Transaction;
        var isUndone = Undone.Contains(Attribute(payout, "status") ?? "", StringComparer.OrdinalIgnoreCase);
        // Square may pay out to a balance that it keeps itself; no bank sees that.
        var stays = Attribute(payout, "destination_type")?.EndsWith("balance", StringComparison.OrdinalIgnoreCase) == true;
        return new BankLine(
            MatchSide.Books,
            payout,
            isUndone || stays ? 0m : payout.Gross,
            // The day on which the bank is to have it, where the source tells.
            DateOnly.TryParseExact(
                Attribute(payout, "arrival_date"),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var arrives
            )
                ? arrives
                : BusinessDay(payout),
            null,
            Known(payout.Id, Attribute(payout, "reference"), Attribute(payout, "end_to_end_id")),
            [],
            Accounting.Matching.Gateways.OfSource(payout.Source),
            item.ReceivedAt
        );
    }

    /// <summary>Only statements say in which direction money went, and at which account.</summary>
    static BankLine? OfBank(ReceivedTransaction item)
    {
        var entry = item.Transaction;
        if (Attribute(entry, "account") is not { } account || Attribute(entry, "direction") is not ("in" or "out"))
            return null;
        List<string> texts = [.. Texts(entry)];
        return new BankLine(
            MatchSide.Bank,
            entry,
            Attribute(entry, "direction") == "in" ? entry.Gross : -entry.Gross,
            DateOnly.FromDateTime(entry.OccurredAt.DateTime),
            account,
            Known(Attribute(entry, "reference"), Attribute(entry, "bank_reference")),
            BankText.References(texts),
            Accounting.Matching.Gateways.InText(string.Join(' ', texts), Vendors),
            item.ReceivedAt
        );
    }

    static BankLine? OfTenders(ReceivedTransaction item, decimal sign)
    {
        var sale = item.Transaction;
        if (sale.Tenders is not { Count: > 0 } all || !all.Any(tender => tender.Method == ByBank))
            return null;
        var tenders = all.Where(tender => tender.Method == ByBank).ToList();
        return new BankLine(
            MatchSide.Books,
            sale,
            sign * tenders.Sum(tender => tender.Amount),
            BusinessDay(sale),
            null,
            Known([sale.Id, .. tenders.Select(tender => tender.Reference)]),
            [],
            [],
            item.ReceivedAt
        );
    }

    static DateOnly BusinessDay(SourceTransactionData transaction) =>
        transaction.FirstAccepted?.OccurredOn ?? DateOnly.FromDateTime(transaction.OccurredAt.DateTime);

    static IEnumerable<string> Texts(SourceTransactionData entry) =>
        (entry.Attributes ?? SourceTransaction.NoAttributes)
            .Where(pair => pair.Key is "counterparty" || pair.Key.StartsWith("remittance", StringComparison.Ordinal))
            .OrderBy(pair => pair.Key.Length)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value);

    static string? Attribute(SourceTransactionData transaction, string name) => transaction.Attributes?.GetValueOrDefault(name);

    static IReadOnlyList<string> Known(params IEnumerable<string?> references) =>
        [.. references.OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
}
