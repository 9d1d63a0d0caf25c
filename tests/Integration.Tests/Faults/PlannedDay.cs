using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>What the load generator will send, and the books that must come of it, computed here without the system under test.</summary>
public sealed class PlannedDay
{
    public const string Organisation = "campaign";

    /// <summary>The period of all that happens on the day.</summary>
    public const string Month = "2026-01";

    /// <param name="refundsName">Refunds name a sale of the day, one each, and take back a part of its entry, or all.</param>
    public PlannedDay(int count, Dice dice, bool refundsName = false)
    {
        List<SourceTransaction> day = [.. Enumerable.Range(1, count).Select(number => Make(number, dice))];
        if (refundsName)
            NameSales(day, dice);
        Transactions = day;
        var rules = ShippedRuleSets.Load(ShippedRuleSets.Retail);
        var byId = day.ToDictionary(transaction => transaction.Id);
        Expected = day.Select(transaction =>
            {
                var original = transaction.RelatedTo is { } id ? new Original(byId[id], rules, []) : null;
                return ((MapResult.Mapped)RuleEvaluation.Map(transaction, rules, Organisation, original)).Entry;
            })
            .ToDictionary(entry => entry.Id);
    }

    public IReadOnlyList<SourceTransaction> Transactions { get; }
    public IReadOnlyDictionary<Guid, JournalEntry> Expected { get; }

    public IEnumerable<string> Accounts =>
        Expected.Values.SelectMany(entry => entry.Lines).Select(line => line.Account).Distinct().Order(StringComparer.Ordinal);

    static void NameSales(List<SourceTransaction> day, Dice dice)
    {
        var sales = dice.Shuffled([.. day.Where(transaction => transaction.Kind == TransactionKind.Sale)]);
        for (var i = 0; i < day.Count && sales.Count > 0; i++)
        {
            if (day[i].Kind != TransactionKind.Refund)
                continue;
            var sale = sales[^1];
            sales.RemoveAt(sales.Count - 1);
            day[i] = day[i] with { RelatedTo = sale.Id, Gross = dice.OneIn(3) ? sale.Gross : Math.Min(day[i].Gross, sale.Gross) };
        }
    }

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
