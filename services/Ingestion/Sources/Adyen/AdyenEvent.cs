using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>One item of a standard webhook.</summary>
/// <param name="Id">Code, reference and date: Adyen calls those with the same code and reference duplicates, and a later one may say more.</param>
/// <param name="Type">The event code.</param>
/// <param name="Reference">The PSP reference of what happened: of the payment with AUTHORISATION, otherwise of the capture, refund or dispute.</param>
/// <param name="AtOnce">The account captures each payment when it is authorised.</param>
sealed record AdyenEvent(string Source, string Id, string Type, string Reference, VendorObject Item, bool AtOnce) : VendorEvent(Source, Id, Type)
{
    static readonly DateTimeOffset FirstRevision = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static AdyenEvent Of(string source, VendorObject item, bool atOnce)
    {
        var code = item.RequiredText("eventCode");
        var reference = item.RequiredText("pspReference");
        var id = $"{code}:{reference}";
        var received = new AdyenEvent(source, id, code, reference, item, atOnce);
        return received.Date is { } date
            ? received with
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{id}:{date.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"),
            }
            : received;
    }

    /// <summary>When the event was generated, with the offset of Adyen's clock.</summary>
    public DateTimeOffset At => Date ?? throw new VendorShapeException("'eventDate' is no time with an offset.");

    /// <summary>The latest duplicate counts: whole seconds since the year 2000, which is as exact as the dates are.</summary>
    public int Revision =>
        (At - FirstRevision).TotalSeconds is >= 1 and < int.MaxValue and var seconds
            ? (int)seconds
            : throw new VendorShapeException("'eventDate' is before 2000 or after 2067.");

    /// <summary>Whether what was asked for happened.</summary>
    public bool Success =>
        Item.TextOrFlag("success") switch
        {
            "true" => true,
            "false" => false,
            var other => throw new VendorShapeException($"'success' is '{other}'."),
        };

    public AdyenMoney Money => AdyenMoney.Of(Item.RequiredChild("amount"));

    /// <summary>The PSP reference of the payment that a later event is about; null when the event names none.</summary>
    public string? Payment => Item.Text("originalReference") is { Length: > 0 } payment ? payment : null;

    public string RequiredPayment => Payment ?? throw VendorObject.Missing("originalReference");

    /// <summary>The vendor's word, for example visa, ideal or klarna_paynow.</summary>
    public string Method => Item.Text("paymentMethod") is { Length: > 0 } method ? method.ToLowerInvariant() : "other";

    /// <summary>The sale is booked when it is authorised, under the payment's reference; otherwise when it is captured, under the capture's.</summary>
    public bool BookedWhenAuthorised => PaymentMethods.AreCapturedAtOnce(Method) || (AtOnce && !PaymentMethods.AreInvoices(Method));

    /// <summary>A value of the additional data, of which each account chooses what it is sent.</summary>
    public string? Additional(string name) => Item.Child("additionalData")?.Text(name) is { Length: > 0 } value ? value : null;

    /// <param name="payment">The payment's reference, when the fact has another one itself.</param>
    public SourceTransaction Fact(TransactionKind kind, string id, string? payment, params IReadOnlyList<(string Name, string? Value)> attributes)
    {
        var money = Money;
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        IReadOnlyList<(string Name, string? Value)> all = [.. attributes, ("payment", payment), ("order", Order), ("store", Additional("store"))];
        foreach (var (name, value) in all)
            if (value is { Length: > 0 })
                known.Add(name, value);
        return new SourceTransaction
        {
            Source = Source,
            Id = id,
            Revision = Revision,
            Kind = kind,
            OccurredAt = At,
            Currency = money.Currency,
            Gross = money.Amount,
            Location = Item.Text("merchantAccountCode"),
            Attributes = known,
        };
    }

    // The merchant's own text: one that may not be kept must not keep the money from the books.
    string? Order =>
        Item.Text("merchantReference") is { } order
        && order.Length <= TransactionRules.MaxText
        && TransactionRules.IsPlain(order)
        && !CardNumber.IsIn(order)
        && !string.IsNullOrWhiteSpace(order)
            ? order
            : null;

    /// <summary>Null when it cannot be read: then the event is unknown as soon as its date is needed, and not unreadable, which Adyen would
    /// send again for a month before anything else.</summary>
    DateTimeOffset? Date
    {
        get
        {
            try
            {
                return Item.Time("eventDate");
            }
            catch (VendorShapeException)
            {
                return null;
            }
        }
    }
}
