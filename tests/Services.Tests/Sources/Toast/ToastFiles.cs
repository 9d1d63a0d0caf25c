using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Toast;

namespace AccountingSync.Services.Tests.Sources.Toast;

/// <summary>The vendor's events in golden files, of a restaurant that works in US dollars.</summary>
public sealed class ToastFiles : IVendorEvents
{
    ToastFiles() { }

    public static VendorFiles Golden { get; } = new("Toast");

    public static SourceEvent Read(string file, byte[]? bytes = null) => ToastSource.All[0].Read("toast", bytes ?? Golden.Bytes(file));
}
