using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>A balance transaction says what Stripe kept → fee, in the currency of the settlement. Events usually only
/// name it; then it is wanted and read later.</summary>
static class BalanceTransactions
{
    public const string Kind = "balance_transaction";

    /// <summary>What the object's own balance transaction says, or the wish to read it. It is null until Stripe has settled;
    /// an update of the object names it later.</summary>
    /// <param name="booked">What the object itself says.</param>
    public static (IReadOnlyList<SourceTransaction> Told, IReadOnlyList<WantedObject> Wanted) Of(
        StripeEvent received,
        VendorObject owner,
        SourceTransaction booked
    )
    {
        if (owner.Expanded(Kind) is { } expanded)
            return ([.. Settlements.Of(booked, expanded), .. Fees(received.Source, [expanded], owner.Id)], []);
        if (owner.Text(Kind) is not { } id)
            return ([], []);
        // What breaks a rule is no fact, and cannot be written.
        return ([], [new WantedObject(Kind, id, TransactionRules.Check(booked).Count == 0 ? Written(booked) : null)]);
    }

    static string Written(SourceTransaction booked) => Encoding.UTF8.GetString(TransactionWriter.Write(booked));

    public static SourceEvent ReadFetched(StripeEvent fetched) =>
        Fees(fetched.Source, [fetched.Object], owner: null) is { Count: > 0 } fees
            ? fetched.Facts(fees, [])
            : fetched.Ignored("Stripe charged no fee for it.");

    /// <param name="owner">What the fee is for, where the balance transaction does not say.</param>
    public static IReadOnlyList<SourceTransaction> Fees(string source, IEnumerable<VendorObject> balanceTransactions, string? owner) =>
        [.. balanceTransactions.Where(entry => entry.RequiredNumber("fee") != 0).Select(entry => Fee(source, entry, owner))];

    // A negative fee is one that was given back, for example with a refund or a dispute that was won.
    static SourceTransaction Fee(string source, VendorObject entry, string? owner)
    {
        var (currency, fee) = StripeMoney.ToMajor(entry.RequiredNumber("fee"), entry.RequiredText("currency"));
        return new SourceTransaction
        {
            Source = source,
            Id = entry.Id,
            Kind = TransactionKind.Fee,
            OccurredAt = entry.RequiredUnixTime("created"),
            Currency = currency,
            Gross = fee,
            RelatedTo = entry.IdOf("source") ?? owner,
            Attributes = Attributes(entry, currency),
        };
    }

    static Dictionary<string, string> Attributes(VendorObject entry, string currency)
    {
        var details = entry.ExpandedObjects("fee_details");
        var types = details.Select(detail => detail.RequiredText("type")).Distinct(StringComparer.Ordinal).ToList();
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["fee_type"] = types.Count switch
            {
                0 => "unspecified",
                1 => types[0],
                _ => "mixed",
            },
        };
        if (types.Count > 1)
            foreach (var type in types)
                attributes.Add(
                    type,
                    Format(details.Where(detail => detail.Text("type") == type).Sum(detail => detail.RequiredNumber("amount")), currency)
                );
        if (entry.Text("reporting_category") is { } category)
            attributes.Add("reporting_category", category);
        // With a rate, the object's own currency was exchanged: what it came to is said here and nowhere else.
        if (entry.RawNumber("exchange_rate") is { } rate)
        {
            attributes.Add("exchange_rate", rate);
            attributes.Add("settled_amount", Format(entry.RequiredNumber("amount"), currency));
        }
        return attributes;
    }

    static string Format(long minor, string currency)
    {
        var (code, amount) = StripeMoney.ToMajor(minor, currency);
        return Currencies.TryFind(code, out var known) && known.Fits(amount)
            ? known.Format(amount)
            : throw new VendorShapeException($"{minor} is no whole number of the smallest unit of {code}.");
    }
}
