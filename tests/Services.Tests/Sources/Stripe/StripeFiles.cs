using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>The vendor's events, and balance transactions as they are fetched (<c>balance_transaction-…</c>), in golden files.</summary>
public sealed class StripeFiles : IVendorEvents
{
    StripeFiles() { }

    public static VendorFiles Golden { get; } = new("Stripe");

    public static SourceEvent Read(string file, byte[]? bytes = null)
    {
        bytes ??= Golden.Bytes(file);
        if (file.StartsWith("derived/payout_contents-", StringComparison.Ordinal))
            return new StripeSource().ReadFetched("stripe", new WantedObject("payout_contents", "po_1Pgc79B7WZ01zgkWu1KToYf4"), bytes);
        return file.StartsWith("derived/balance_transaction-", StringComparison.Ordinal)
            ? new StripeSource().ReadFetched("stripe", new WantedObject("balance_transaction", "txn_1PgaxNB7WZ01zgkWEV3TLf40"), bytes)
            : new StripeSource().Read("stripe", bytes);
    }
}
