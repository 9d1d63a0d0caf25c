using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Services.Tests.Sources.Adyen;

/// <summary>The vendor's events in golden files, read as where payments are captured at once.</summary>
public sealed class AdyenFiles : IVendorEvents
{
    AdyenFiles() { }

    public static VendorFiles Golden { get; } = new("Adyen");

    public static SourceEvent Read(string file, byte[]? bytes = null) => AdyenSource.CapturedAtOnce.Read("adyen", bytes ?? Golden.Bytes(file));
}
