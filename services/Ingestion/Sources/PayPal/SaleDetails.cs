using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>What a payment of version 1 says its total is made of: subtotal + tax + shipping + handling_fee + insurance - shipping_discount.
/// (developer.paypal.com/docs/api/payments/v1, details) Version 2 says this of orders only, which carry no money here.</summary>
/// <param name="Taxes">Whose tax it is stands nowhere.</param>
readonly record struct SaleDetails(IReadOnlyList<TransactionTax> Taxes, decimal Shipping, decimal Discount)
{
    public static SaleDetails Of(VendorObject resource, PayPalMoney total)
    {
        if (resource.Child("amount")?.Child("details") is not { } details)
            return new([], 0m, 0m);
        var tax = Part(details, "tax");
        var shipping = Part(details, "shipping") + Part(details, "handling_fee") + Part(details, "insurance");
        // Some show what they take off with a minus.
        var discount = Math.Abs(Part(details, "shipping_discount"));
        if (details.Text("subtotal") is not null && Part(details, "subtotal") + tax + shipping - discount != total.Amount)
            throw new VendorShapeException("The details do not add up to the total.");
        return new(tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)], shipping, discount);
    }

    static decimal Part(VendorObject details, string name) =>
        details.Text(name) is not { } text ? 0m : PayPalMoney.Parse(text) ?? throw VendorObject.Unexpected(name, "a plain decimal number");
}
