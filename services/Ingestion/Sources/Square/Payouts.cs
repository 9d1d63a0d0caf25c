using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>payout.paid → payout; payout.failed → a later revision of it, which says so and which the shipped rules hold for a person. The
/// revision is Square's version, which it documents for events that come out of order. payout.sent books nothing: the bank may refuse.</summary>
static class Payouts
{
    public static SourceEvent Paid(SquareEvent received)
    {
        var payout = received.Subject("payout");
        return payout.RequiredText("status") is not "PAID" and var status
            ? received.Unknown($"The payout {payout.Id} is said to be paid, and has the status '{status}'.")
            : received.Facts([Booked(received, payout, "paid"), .. Fee(received, payout)]);
    }

    public static SourceEvent Failed(SquareEvent received) => received.Facts([Booked(received, received.Subject("payout"), "failed")]);

    static SourceTransaction Booked(SquareEvent received, VendorObject payout, string status)
    {
        var money = payout.RequiredMoney("amount_money");
        return new SourceTransaction
        {
            Source = received.Source,
            Id = payout.Id,
            Revision = Revision(payout),
            Kind = TransactionKind.Payout,
            // When the money left the balance; the attribute says when the bank has it.
            OccurredAt = payout.RequiredTime("created_at"),
            Currency = money.Currency,
            // Negative when Square collects a debt from the bank account.
            Gross = money.Amount,
            Location = payout.Text("location_id"),
            Attributes = Attributes(payout, status),
        };
    }

    /// <summary>The fee for a payout at once, with the tax on it: it left the balance beside what the bank received.</summary>
    static IEnumerable<SourceTransaction> Fee(SquareEvent received, VendorObject payout)
    {
        var whole = payout.RequiredMoney("amount_money");
        var entries = payout.Objects("payout_fee");
        var amount = entries.Sum(entry => entry.PartOf(whole, "amount_money"));
        if (amount == 0m)
            yield break;
        var tax = entries.Where(entry => entry.Text("type") == "TAX_ON_TRANSFER_FEE").Sum(entry => entry.PartOf(whole, "amount_money"));
        var fee = Fees.Fee(received.Source, payout, ":fee", whole.Currency, amount, payout.RequiredTime("created_at"), "transfer_fee") with
        {
            Revision = Revision(payout),
        };
        // Whose tax it is stands nowhere, so it is an attribute and no tax line.
        yield return tax == 0m ? fee : fee with { Attributes = WithTax(fee, tax) };
    }

    static Dictionary<string, string> WithTax(SourceTransaction fee, decimal tax) =>
        new(fee.Attributes, StringComparer.Ordinal)
        {
            ["tax_on_transfer_fee"] = Currencies.TryFind(fee.Currency, out var currency)
                ? currency.Format(tax)
                : tax.ToString(CultureInfo.InvariantCulture),
        };

    static int Revision(VendorObject payout) =>
        payout.RequiredNumber("version") is > 0 and <= int.MaxValue and var version
            ? (int)version
            : throw new VendorShapeException("'version' is no number that counts from 1.");

    static Dictionary<string, string> Attributes(VendorObject payout, string status)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = status };
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        Add("destination", payout.Child("destination")?.Text("id"));
        Add("destination_type", payout.Child("destination")?.Text("type")?.ToLowerInvariant());
        Add("type", payout.Text("type")?.ToLowerInvariant());
        Add("arrival_date", payout.Text("arrival_date"));
        Add("end_to_end_id", payout.Text("end_to_end_id"));
        return attributes;
    }
}
