using System.Globalization;
using System.Text;

namespace AccountingSync.Benchmarks.Sales;

/// <summary>One request's worth of sales.</summary>
sealed record Parcel(IReadOnlyList<Sale> Sales)
{
    public byte[] Body()
    {
        var text = new StringBuilder(Sales.Count * 480);
        if (Sales.Count == 1)
        {
            Sales[0].WriteJson(text);
            return Encoding.UTF8.GetBytes(text.ToString());
        }
        var separator = '[';
        foreach (var sale in Sales)
        {
            text.Append(separator);
            sale.WriteJson(text);
            separator = ',';
        }
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }
}

/// <summary>Sales of a few tills and gateways, different for each seed and always the same for one. Of ten requests five carry
/// one sale (a till), three carry ten and two carry fifty (a gateway that gathers): 13.5 sales a request.</summary>
sealed class SaleGenerator(ulong seed)
{
    static readonly string[] Sources = ["front-shop", "web-shop", "market-stall", "gateway-a"];
    static readonly string[] Categories = ["kitchen", "garden", "books", "toys", "food"];
    static readonly int[] Sizes = [1, 10, 1, 50, 1, 10, 1, 50, 1, 10];
    static readonly DateTimeOffset FirstSale = new(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(-5));

    readonly SeededChance chance = new(seed);
    readonly Lock gate = new();
    int sales;

    public const double SalesPerParcel = 13.5;

    public Parcel NextParcel()
    {
        lock (gate)
            return new Parcel([.. Enumerable.Range(0, Sizes[chance.Below(Sizes.Length)]).Select(_ => Next())]);
    }

    /// <summary>For callers of one thread.</summary>
    public Sale Next()
    {
        var number = sales++;
        return new Sale(
            Sources[chance.Below(Sources.Length)],
            string.Create(CultureInfo.InvariantCulture, $"sale-{seed}-{number:0000000}"),
            FirstSale.AddSeconds(number % 2_000_000),
            Categories[chance.Below(Categories.Length)],
            Net: (chance.Below(20_000) + 100) / 100m,
            Tax: (chance.Below(1_500) + 1) / 100m,
            Tip: chance.Below(2) == 0 ? 0m : (chance.Below(900) + 50) / 100m
        );
    }
}
