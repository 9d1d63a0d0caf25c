using System.Diagnostics;
using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Benchmarks.Rules;

/// <summary>How many sales one core turns into entries by the shipped rules: the decision alone, without messages or rows.</summary>
static class RulesLane
{
    const int Sales = 10_000;
    const string Organisation = "rules";

    /// <summary>Until the methods are compiled for good.</summary>
    static readonly TimeSpan Compiling = TimeSpan.FromSeconds(1);

    public static Task Run(BenchRun run, CancellationToken stop)
    {
        var rules = ShippedRuleSets.Load(ShippedRuleSets.Retail);
        var generator = new SaleGenerator(run.Seed(0));
        var sales = Enumerable.Range(0, Sales).Select(_ => generator.Next()).ToList();
        var transactions = sales.Select(Transaction).ToList();
        run.Figures.Checks.Add(
            Compare(run.Number, sales, [.. transactions.Select(transaction => RuleEvaluation.Map(transaction, rules, Organisation))])
        );

        Repeat(Compiling);
        // By the processor's time and not the clock's: what else the machine does is not ours.
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var count = Repeat(run.Short);
        self.Refresh();
        run.Figures.Add("rules.per_s_per_core", "1/s", count / (self.TotalProcessorTime - before).TotalSeconds);
        return Task.CompletedTask;

        long Repeat(TimeSpan length)
        {
            var start = run.Time.GetTimestamp();
            long mapped = 0;
            for (; run.Time.GetElapsedTime(start) < length && !stop.IsCancellationRequested; mapped += Sales)
                foreach (var transaction in transactions)
                    RuleEvaluation.Map(transaction, rules, Organisation);
            return mapped;
        }
    }

    static SourceTransaction Transaction(Sale sale) =>
        new()
        {
            Source = sale.Source,
            Id = sale.Id,
            Kind = TransactionKind.Sale,
            OccurredAt = sale.OccurredAt,
            Currency = "USD",
            Gross = sale.Gross,
            Items = [new TransactionItem("mug-" + sale.Category, "product", sale.Category, Quantity: 1, sale.Net)],
            Taxes = [new TransactionTax("NY", "sales", sale.Tax)],
            Tip = sale.Tip,
            Tenders = [new TransactionTender("card", sale.Gross, sale.Reference)],
            Location = "main-street",
            Attributes = new Dictionary<string, string> { ["register"] = "2" },
        };

    /// <summary>With what the comparators are given: the same lines, so that all store the same.</summary>
    static Check Compare(int number, IReadOnlyList<Sale> sales, IReadOnlyList<MapResult> results)
    {
        var entries = results.OfType<MapResult.Mapped>().Select(mapped => mapped.Entry).ToDictionary(entry => entry.Origin.TransactionId);
        var other = sales.Count(sale =>
            !entries.TryGetValue(sale.Id, out var entry)
            || !entry
                .Lines.Select(line => (line.Account, line.Currency, line.Amount))
                .SequenceEqual(sale.Lines().Select(line => (line.Account, line.Currency, line.Amount)))
        );
        return new Check(
            string.Create(CultureInfo.InvariantCulture, $"rules {number}"),
            Lost: other,
            Doubled: 0,
            entries.Values.Sum(entry => entry.Lines.Sum(line => line.Amount))
        );
    }
}
