using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>The parts of a check in the words of the canonical form, each net of its discounts and without tax, to the cent as Toast reckoned it.</summary>
static class CheckParts
{
    /// <returns>What of it would be booked by guess; null when there is nothing.</returns>
    public static string? Unbookable(Check check)
    {
        if (check.Selections.Any(selection => selection.Text("selectionType") is "HOUSE_ACCOUNT_PAY_BALANCE"))
            return "a payment to a house account, which is no sale";
        if (check.Selections.Any(selection => selection.Flag("deferred") == true && Kind(selection) != "gift_card"))
            return "an item that is paid for now and sold later";
        if (check.Charges.Any(charge => charge.Text("serviceChargeCategory") is "FUNDRAISING_CAMPAIGN"))
            return "a donation, which is not the restaurant's";
        return Taxed(check).SelectMany(part => part.Objects("appliedTaxes")).Any(tax => tax.Flag("facilitatorCollectAndRemitTax") == true)
            ? "taxes that a marketplace has remitted"
            : null;
    }

    /// <summary>Goods and service charges; what costs nothing, such as a special request, is left out.</summary>
    public static IEnumerable<TransactionItem> Items(Check check) =>
        check
            .Selections.Select(Item)
            .Concat(check.Charges.Where(charge => !Check.IsGratuity(charge) && charge.Flag("delivery") != true).Select(Charge))
            .Where(item => item.Net != 0m);

    public static decimal Shipping(Check check) =>
        check.Charges.Where(charge => !Check.IsGratuity(charge) && charge.Flag("delivery") == true).Sum(charge => charge.Amount("chargeAmount"));

    /// <summary>By jurisdiction and name where Toast names all of them to the cent; otherwise the sum alone is certain.</summary>
    public static IReadOnlyList<TransactionTax> Taxes(Check check)
    {
        var total = check.Body.Amount("taxAmount");
        var named = Taxed(check)
            .SelectMany(part => part.Objects("appliedTaxes"))
            .GroupBy(tax => (Jurisdiction: NameOf(tax, "jurisdiction") ?? "unspecified", Code: NameOf(tax, "name") ?? "tax"))
            .Select(same => new TransactionTax(same.Key.Jurisdiction, same.Key.Code, same.Sum(tax => tax.Amount("taxAmount"))))
            .Where(tax => tax.Amount != 0m)
            .ToList();
        return named.Sum(tax => tax.Amount) == total && named.TrueForAll(tax => ToastReading.IsWhole(tax.Amount, check.Received.Currency))
            ? named
            : [new TransactionTax("unspecified", "tax", total)];
    }

    public static TransactionItem Item(VendorObject selection) =>
        new(
            // A display name may be what the staff typed; the numbers of the menu never are.
            NameOf(selection, "plu") ?? (selection.Child("item") is { } item ? NameOf(item, "guid") : null) ?? "open-item",
            Kind(selection),
            null,
            selection.AnyDecimal("quantity") ?? 1m,
            selection.RequiredAmount("price")
        );

    public static TransactionItem Charge(VendorObject charge) =>
        charge.Text("serviceChargeCategory") switch
        {
            "CASH_ROUNDING" => new TransactionItem("cash-rounding", "cash_rounding", null, 1m, charge.RequiredAmount("chargeAmount")),
            "CREDIT_CARD_SURCHARGE" => new TransactionItem("card-surcharge", "service", null, 1m, charge.RequiredAmount("chargeAmount")),
            _ => new TransactionItem(NameOf(charge, "name") ?? "service-charge", "service", null, 1m, charge.RequiredAmount("chargeAmount")),
        };

    static IEnumerable<VendorObject> Taxed(Check check) =>
        check.Selections.SelectMany(selection => selection.Objects("modifiers").Prepend(selection)).Concat(check.Charges);

    static string Kind(VendorObject selection) =>
        selection.Text("selectionType") is "TOAST_CARD_SELL" or "TOAST_CARD_RELOAD" ? "gift_card" : "product";

    static string? NameOf(VendorObject owner, string member) => owner.Text(member) is { Length: > 0 } name ? name : null;
}
