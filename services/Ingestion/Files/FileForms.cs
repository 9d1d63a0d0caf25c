using AccountingSync.Ingestion.Files.Adyen;
using AccountingSync.Ingestion.Files.Bank;
using AccountingSync.Ingestion.Files.Canonical;
using AccountingSync.Ingestion.Files.PayPal;
using AccountingSync.Ingestion.Files.Shopify;
using AccountingSync.Ingestion.Files.Square;
using AccountingSync.Ingestion.Files.Stripe;

namespace AccountingSync.Ingestion.Files;

/// <summary>The forms that are read.</summary>
static class FileForms
{
    public static IReadOnlyList<IFileForm> All { get; } =
    [
        new CanonicalCsv(),
        new StripeBalance(),
        new StripePayoutReconciliation(),
        new SquareTransactions(),
        new AdyenSettlementDetails(),
        new PayPalActivity(),
        new ShopifyOrders(),
        new ShopifyPayouts(),
        new BankForm("camt-053", BankFormat.Camt053),
        new BankForm("mt940", BankFormat.Mt940),
        new BankForm("ofx", BankFormat.Ofx),
        new BankForm("bai2", BankFormat.Bai2),
    ];

    public static string Names => string.Join(", ", All.Select(form => form.Name));

    /// <returns>Null when there is no such form.</returns>
    public static IFileForm? Find(string name) => All.FirstOrDefault(form => string.Equals(form.Name, name, StringComparison.Ordinal));

    /// <returns>Null when none of them begins so.</returns>
    public static IFileForm? Recognise(FileStart start) => All.FirstOrDefault(form => form.Recognises(start));
}
