using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.PayPal;

/// <summary>The vendor's events in golden files.</summary>
public sealed class PayPalFiles : IVendorEvents
{
    PayPalFiles() { }

    public static VendorFiles Golden { get; } = new("PayPal");

    public static SourceEvent Read(string file, byte[]? bytes = null) => UncheckedPayPal.Source().Read("paypal", bytes ?? Golden.Bytes(file));
}
