namespace AccountingSync.Benchmarks.Sales;

/// <summary>What requests carry.</summary>
/// <param name="SalesPerParcel">On average.</param>
sealed record ParcelMix(Func<Parcel> Next, double SalesPerParcel)
{
    /// <summary>Tills that send at once beside gateways that gather.</summary>
    public static ParcelMix TillsAndGateways(SaleGenerator sales) => new(sales.NextParcel, SaleGenerator.SalesPerParcel);

    /// <summary>Every sale in a request of its own.</summary>
    public static ParcelMix OneByOne(SaleGenerator sales) => new(() => new Parcel([sales.Next()]), 1);
}
