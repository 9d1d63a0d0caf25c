using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>What the load generator will send, and the books that must come of it, computed here without the system under test.</summary>
public sealed class PlannedDay
{
    public const string Organisation = "campaign";

    public PlannedDay(int count, Dice dice)
    {
        Transactions = [.. Enumerable.Range(1, count).Select(number => Make(number, dice))];
        var rules = ShippedRuleSets.Load(ShippedRuleSets.Retail);
        Expected = Transactions
            .Select(transaction => ((MapResult.Mapped)RuleEvaluation.Map(transaction, rules, Organisation)).Entry)
            .ToDictionary(entry => entry.Id);
    }

    public IReadOnlyList<SourceTransaction> Transactions { get; }
    public IReadOnlyDictionary<Guid, JournalEntry> Expected { get; }

    public IEnumerable<string> Accounts =>
        Expected.Values.SelectMany(entry => entry.Lines).Select(line => line.Account).Distinct().Order(StringComparer.Ordinal);

    static SourceTransaction Make(int number, Dice dice)
    {
        var net = (dice.Below(9_900) + 100) / 100m;
        var tax = decimal.Round(net * 0.08m, 2);
        var at = new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.FromHours(-5)).AddSeconds(number);
        var sale = new SourceTransaction
        {
            Source = "till",
            Id = $"t-{number:000000}",
            Kind = TransactionKind.Sale,
            OccurredAt = at,
            Currency = "USD",
            Gross = net + tax,
            Items = [new("sku-" + dice.Below(50), "product", dice.Pick(["kitchen", "books", "drinks"]), 1m, net)],
            Taxes = [new("ny", "sales", tax)],
            Tenders = [new(dice.Pick(["card", "cash"]), net + tax, null)],
        };
        return dice.Below(10) switch
        {
            0 => sale with { Kind = TransactionKind.Fee, Items = [], Taxes = [], Tenders = [], Gross = net },
            1 => sale with { Kind = TransactionKind.Refund, Gross = net, Items = [], Taxes = [], Tenders = [] },
            _ => sale,
        };
    }
}
