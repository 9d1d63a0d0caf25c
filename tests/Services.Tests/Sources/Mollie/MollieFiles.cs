using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;

namespace AccountingSync.Services.Tests.Sources.Mollie;

/// <summary>The vendor's signed events, and payments as they are fetched (<c>fetched-…</c>), in golden files.</summary>
public sealed class MollieFiles : IVendorEvents
{
    MollieFiles() { }

    public const string Payment = "tr_5B8cwPMGnU6qLbRvo7qEZo";

    public static VendorFiles Golden { get; } = new("Mollie");

    public static SourceEvent Read(string file, byte[]? bytes = null)
    {
        bytes ??= Golden.Bytes(file);
        var vendor = new MollieSource();
        return file.StartsWith("derived/fetched-", StringComparison.Ordinal)
            ? vendor.ReadFetched("mollie", new WantedObject("payment", Payment), bytes)
            : vendor.Read("mollie", bytes);
    }

    public static SourceEvent.Facts Facts(string name) => (SourceEvent.Facts)Read($"derived/{name}.json");
}
