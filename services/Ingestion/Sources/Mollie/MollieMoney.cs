namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Mollie's amounts: decimal texts in major units with the decimals of their currency, so nothing has to be known about it.
/// (docs.mollie.com/reference/common-data-types)</summary>
/// <param name="Currency">ISO 4217 code.</param>
readonly record struct MollieMoney(string Currency, decimal Amount);

static class MollieMoneyReading
{
    /// <returns>Null when the member is absent or null.</returns>
    public static MollieMoney? Money(this VendorObject owner, string name) =>
        owner.Child(name) is { } money
            ? new MollieMoney(money.RequiredText("currency"), money.Decimal("value") ?? throw VendorObject.Missing("value"))
            : null;

    public static MollieMoney RequiredMoney(this VendorObject owner, string name) => owner.Money(name) ?? throw VendorObject.Missing(name);
}
