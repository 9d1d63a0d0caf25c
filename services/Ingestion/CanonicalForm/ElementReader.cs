using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>Reads one transaction out of JSON that is known to be well formed, and notes every problem on the way.</summary>
ref partial struct ElementReader(Utf8JsonReader json)
{
    static readonly MemberNames Names = new(
        "source",
        "id",
        "kind",
        "occurred_at",
        "currency",
        "gross",
        "revision",
        "items",
        "taxes",
        "tip",
        "discount",
        "shipping",
        "tenders",
        "related_to",
        "payout",
        "contents",
        "customer",
        "location",
        "settled",
        "booked",
        "attributes"
    );

    /// <summary>The first so many names must be present.</summary>
    const int Required = 6;

    Utf8JsonReader json = json;

    public List<FieldProblem> Problems { get; } = [];

    public string? Source { get; private set; }

    public string? Id { get; private set; }

    public int Revision { get; private set; } = 1;

    TransactionKind kind;
    DateTimeOffset occurredAt;
    string? currency;
    decimal gross;
    decimal tip;
    decimal discount;
    decimal shipping;
    List<TransactionItem>? items;
    List<TransactionTax>? taxes;
    List<TransactionTender>? tenders;
    string? relatedTo;
    string? payout;
    List<PayoutContent>? contents;
    string? customer;
    string? location;
    Dictionary<string, string>? attributes;
    Equivalent? settled;
    Equivalent? booked;

    /// <returns>Null when there are problems.</returns>
    public SourceTransaction? Read()
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Problem("", "type", "A transaction is a JSON object.");
            return null;
        }
        var seen = 0UL;
        while (NextMember(Place.Root, Names, ref seen, out var member))
            ReadMember(member);
        CheckRequired(Place.Root, Names, Required, seen);
        if (Problems.Count > 0)
            return null;
        return new SourceTransaction
        {
            Source = Source!,
            Id = Id!,
            Revision = Revision,
            Kind = kind,
            OccurredAt = occurredAt,
            Currency = currency!,
            Gross = gross,
            Items = (IReadOnlyList<TransactionItem>?)items ?? [],
            Taxes = (IReadOnlyList<TransactionTax>?)taxes ?? [],
            Tip = tip,
            Discount = discount,
            Shipping = shipping,
            Tenders = (IReadOnlyList<TransactionTender>?)tenders ?? [],
            RelatedTo = relatedTo,
            Payout = payout,
            Contents = (IReadOnlyList<PayoutContent>?)contents ?? [],
            Customer = customer,
            Location = location,
            Attributes = attributes ?? SourceTransaction.NoAttributes,
            Settled = settled,
            Booked = booked,
        };
    }

    void ReadMember(int member)
    {
        switch (Names[member])
        {
            case "source":
                Source = Text(Place.Root, "source", mayBeNull: false);
                break;
            case "id":
                Id = Text(Place.Root, "id", mayBeNull: false);
                break;
            case "revision":
                Revision = Whole(Place.Root, "revision") ?? 1;
                break;
            case "kind":
                kind = Kind();
                break;
            case "occurred_at":
                occurredAt = Time(Place.Root, "occurred_at");
                break;
            case "currency":
                currency = Text(Place.Root, "currency", mayBeNull: false);
                break;
            case "gross":
                gross = Amount(Place.Root, "gross");
                break;
            case "tip":
                tip = Amount(Place.Root, "tip");
                break;
            case "discount":
                discount = Amount(Place.Root, "discount");
                break;
            case "shipping":
                shipping = Amount(Place.Root, "shipping");
                break;
            case "items":
                items = Items();
                break;
            case "taxes":
                taxes = Taxes();
                break;
            case "tenders":
                tenders = Tenders();
                break;
            case "related_to":
                relatedTo = Text(Place.Root, "related_to", mayBeNull: true);
                break;
            case "payout":
                payout = Text(Place.Root, "payout", mayBeNull: true);
                break;
            case "contents":
                contents = Contents();
                break;
            case "customer":
                customer = Text(Place.Root, "customer", mayBeNull: true);
                break;
            case "location":
                location = Text(Place.Root, "location", mayBeNull: true);
                break;
            case "settled":
                settled = Equivalent("settled");
                break;
            case "booked":
                booked = Equivalent("booked");
                break;
            default:
                attributes = Attributes();
                break;
        }
    }

    TransactionKind Kind() => Kind(Place.Root, Text(Place.Root, "kind", mayBeNull: false)) ?? default;

    TransactionKind? Kind(Place place, string? word)
    {
        if (word is null)
            return null;
        if (KindWords.TryParse(word, out var found))
            return found;
        Problem(place.Of("kind"), "unknown-kind", $"The kind must be one of: {string.Join(", ", KindWords.All)}.");
        return null;
    }
}
