using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.GoCardless;

namespace AccountingSync.Services.Tests.Sources.GoCardless;

/// <summary>The vendor's events, and what is fetched because of them (<c>fetched-…</c>), in golden files.</summary>
public sealed class GoCardlessFiles : IVendorEvents
{
    GoCardlessFiles() { }

    public static VendorFiles Golden { get; } = new("GoCardless");

    public static SourceEvent Read(string file, byte[]? bytes = null)
    {
        bytes ??= Golden.Bytes(file);
        var vendor = new GoCardlessSource();
        // As when it is read again years later, when only the id of the answer is known.
        return file.StartsWith("derived/fetched-", StringComparison.Ordinal)
            ? vendor.ReadFetched("gocardless", new WantedObject("object", "fetched EV"), bytes)
            : vendor.Read("gocardless", bytes);
    }

    public static SourceEvent.Facts Facts(string name) => (SourceEvent.Facts)Read($"derived/{name}.json");
}
