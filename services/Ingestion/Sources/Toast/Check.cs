using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>A check of an order as Toast tells it: the parts of what was sold, and how it was paid. Selections that were voided are no part of it, and
/// payments that were voided or refused none.</summary>
sealed class Check(ToastEvent received, VendorObject order, VendorObject check)
{
    public VendorObject Body => check;
    public ToastEvent Received => received;
    public VendorObject Order => order;

    public IReadOnlyList<VendorObject> Selections { get; } = [.. check.Objects("selections").Where(selection => selection.Flag("voided") != true)];
    public IReadOnlyList<VendorObject> Charges { get; } = check.Objects("appliedServiceCharges");
    public IReadOnlyList<VendorObject> Payments { get; } = [.. check.Objects("payments").Where(Toast.Payments.Counts)];

    public string Guid => check.RequiredText("guid");

    /// <summary>CLOSED: nothing is due, and a card's tip is known. It may be opened again, and closed once more later.</summary>
    public bool IsClosed => !IsGone && check.Text("paymentStatus") is "CLOSED";

    bool IsGone => IsMarked("voided") || IsMarked("deleted");

    /// <summary>Gratuities that are charged are tips, like those that guests add.</summary>
    public decimal Tip => ChargedTip + GivenTip;

    /// <summary>Toast's own sum, without what guests add as a tip.</summary>
    public decimal Total => check.RequiredAmount("totalAmount");

    public decimal Gross => Payments.Sum(payment => payment.RequiredAmount("amount") + payment.Amount("tipAmount"));

    /// <returns>Null when it can be booked, or when there is nothing to book yet.</returns>
    public string? Problem()
    {
        if (IsGone)
            return WasPaid ? $"The check {Guid} was voided or deleted after it had been paid. If it was booked, correct it by hand." : null;
        if (!IsClosed)
            return check.Text("paymentStatus") is null or "OPEN" or "PAID"
                ? null
                : $"The check {Guid} has an unknown payment status: book it by hand.";
        if (CheckParts.Unbookable(this) is { } what)
            return $"The check {Guid} has {what}: book it by hand.";
        var parts = CheckParts.Items(this).Sum(item => item.Net) + CheckParts.Shipping(this) + check.Amount("taxAmount") + ChargedTip;
        if (parts != Total)
            return $"The parts of the check {Guid} add up to {Text(parts)}, and Toast says {Text(Total)}.";
        return Gross - GivenTip != Total
            ? $"The payments of the check {Guid} add up to {Text(Gross)} with tips, and Toast says {Text(Total)} without those that guests added."
            : null;
    }

    public static bool IsGratuity(VendorObject charge) => charge.Flag("gratuity") == true;

    decimal ChargedTip => Charges.Where(IsGratuity).Sum(charge => charge.Amount("chargeAmount"));

    decimal GivenTip => Payments.Sum(payment => payment.Amount("tipAmount"));

    bool WasPaid => check.Moment("closedDate") is not null || check.Moment("paidDate") is not null || check.Count("payments") > 0;

    bool IsMarked(string name) => check.Flag(name) == true || order.Flag(name) == true;

    string Text(decimal amount) =>
        Currencies.TryFind(received.Currency, out var known) && known.Fits(amount)
            ? known.Format(amount)
            : amount.ToString(CultureInfo.InvariantCulture);
}
