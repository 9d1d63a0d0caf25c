using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

public class Comparing_totals
{
    [Test]
    public void only_debits_are_added() =>
        Assert.That(
            Totals.OfDebits([("USD", 108.00m), ("USD", -100.00m), ("USD", -8.00m)]),
            Is.EqualTo(new Dictionary<string, decimal> { ["USD"] = 108m })
        );

    [Test]
    public void a_currency_of_zero_is_as_good_as_absent() =>
        Assert.That(
            Totals.Differences(
                Totals.OfDebits([("USD", 1m), ("USD", -1m), ("JPY", 0m)]),
                new Dictionary<string, decimal> { ["USD"] = 1.00m, ["EUR"] = 0m }
            ),
            Is.Empty
        );

    [Test]
    public void each_currency_that_differs_is_told_in_order() =>
        Assert.That(
            Totals.Differences(
                new Dictionary<string, decimal> { ["USD"] = 1m, ["KWD"] = 0.005m },
                new Dictionary<string, decimal>
                {
                    ["USD"] = 1m,
                    ["KWD"] = 0.006m,
                    ["EUR"] = 2m,
                }
            ),
            Is.EqualTo(new[] { new AmountDifference("EUR", 0m, 2m), new AmountDifference("KWD", 0.005m, 0.006m) })
        );

    [Test]
    public void all_that_was_received_is_accounted_for_or_told()
    {
        var right = new TransactionCounts(Received: 15, Posted: 5, Held: 4, Rejected: 3, Superseded: 2, Waiting: 1);

        Assert.That(right.Compare(), Is.Null);
        Assert.That((right with { Posted = 4 }).Compare()?.Type, Is.EqualTo(DiscrepancyType.CountsDiffer));
        Assert.That((right with { Posted = 4 }).Unaccounted, Is.EqualTo(1));
    }
}
