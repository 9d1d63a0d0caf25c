namespace AccountingSync.CommandLine.DemoDay;

/// <summary>What is sent through the REST door and the queue. The same seed gives the same day.</summary>
sealed record DemoPlan(IReadOnlyList<DemoTransaction> Rest, IReadOnlyList<DemoTransaction> Queue)
{
    public const string ShopSource = "front-shop";
    public const string MarketSource = "market-stall";

    public static DemoPlan For(ulong seed)
    {
        var numbers = new DemoNumbers(seed);
        var shop = new Shop(ShopSource, ["main-street", "harbour"], ["USD", "EUR", "JPY", "KWD"], numbers);
        var market = new Shop(MarketSource, ["market-square"], ["USD", "GBP"], numbers);
        return new DemoPlan(
            Day(shop, sales: 80, refunds: 8, expenses: 14, adjustments: 3),
            Day(market, sales: 40, refunds: 3, expenses: 5, adjustments: 1)
        );
    }

    static List<DemoTransaction> Day(Shop shop, int sales, int refunds, int expenses, int adjustments)
    {
        var day = Enumerable.Range(0, sales).Select(_ => shop.Sale()).ToList();
        day.AddRange([.. day.Take(refunds).Select(shop.RefundOf)]);
        day.AddRange(Enumerable.Range(0, expenses).Select(_ => shop.Expense()));
        day.AddRange(Enumerable.Range(0, adjustments).Select(_ => shop.Unmapped("adjustment")));
        day.Add(shop.Unmapped("transfer"));
        return day;
    }
}
