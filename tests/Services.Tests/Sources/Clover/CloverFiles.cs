using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Clover;

namespace AccountingSync.Services.Tests.Sources.Clover;

/// <summary>The vendor's updates as they are kept, and what is fetched because of them (<c>fetched-…</c>), in golden files.</summary>
public sealed class CloverFiles : IVendorEvents
{
    public const string Payment = "XYZVJT2ZRRRSC/payments/PAY1234567890";
    public const string Order = "XYZVJT2ZRRRSC/orders/ORD1234567890";

    CloverFiles() { }

    public static VendorFiles Golden { get; } = new("Clover");

    public static SourceEvent Read(string file, byte[]? bytes = null)
    {
        bytes ??= Golden.Bytes(file);
        var vendor = new CloverSource();
        return file.StartsWith("derived/fetched-payment", StringComparison.Ordinal)
                ? vendor.ReadFetched("clover", new WantedObject("payments", Payment), bytes)
            : file.StartsWith("derived/fetched-order", StringComparison.Ordinal)
                ? vendor.ReadFetched("clover", new WantedObject("orders", Order), bytes)
            : vendor.Read("clover", bytes);
    }
}
