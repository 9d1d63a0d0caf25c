using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Square;

namespace AccountingSync.Services.Tests.Sources.Square;

/// <summary>The vendor's events in golden files.</summary>
public sealed class SquareFiles : IVendorEvents
{
    SquareFiles() { }

    public static VendorFiles Golden { get; } = new("Square");

    public static SourceEvent Read(string file, byte[]? bytes = null) => new SquareSource().Read("square", bytes ?? Golden.Bytes(file));
}
