using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads a canonical source transaction out of a test, with the same names as the public contract (JSON is YAML too).</summary>
sealed class TransactionReader
{
    static readonly string[] Keys =
    [
        "source",
        "id",
        "revision",
        "kind",
        "occurred_at",
        "currency",
        "gross",
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
        "attributes",
    ];

    static readonly string[] DateFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    readonly YamlPiece.Mapping mapping;
    readonly RuleErrors errors;

    TransactionReader(YamlPiece.Mapping mapping, RuleErrors errors)
    {
        this.mapping = mapping;
        this.errors = errors;
    }

    public static SourceTransaction? Read(YamlPiece piece, RuleErrors errors)
    {
        if (piece.AsMapping("the transaction", Keys, errors) is not { } mapping)
            return null;
        var before = errors.Count;
        var transaction = new TransactionReader(mapping, errors).Transaction();
        if (errors.Count > before || transaction is null)
            return null;
        // A row of an export has revision 0.
        var sent = transaction.Revision == SourceTransaction.SecondHand ? transaction with { Revision = 1 } : transaction;
        foreach (var problem in TransactionRules.Check(sent))
            errors.Add(piece, $"{problem.Pointer} of the transaction: {problem.Message.TrimEnd('.')}", "Ingestion would refuse it.");
        return errors.Count > before ? null : transaction;
    }

    SourceTransaction? Transaction()
    {
        var kind = Kind();
        var occurredAt = OccurredAt();
        var (source, id, currency) = (Required("source"), Required("id"), Required("currency"));
        var revision = Amount(mapping, "revision", 1m);
        var transaction = new SourceTransaction
        {
            Source = source ?? "",
            Id = id ?? "",
            Revision = revision is >= 0m and <= int.MaxValue && decimal.IsInteger(revision) ? (int)revision : -1,
            Kind = kind ?? default,
            OccurredAt = occurredAt ?? default,
            Currency = currency ?? "",
            Gross = Required("gross") is null ? 0m : Amount(mapping, "gross", 0m),
            Tip = Amount(mapping, "tip", 0m),
            Discount = Amount(mapping, "discount", 0m),
            Shipping = Amount(mapping, "shipping", 0m),
            Items = Elements("items", ["sku", "kind", "category", "quantity", "net"], Item),
            Taxes = Elements("taxes", ["jurisdiction", "code", "amount"], Tax),
            Tenders = Elements("tenders", ["method", "amount", "reference"], Tender),
            RelatedTo = Optional("related_to"),
            Payout = Optional("payout"),
            Contents = Elements("contents", ["id", "kind", "amount"], Content),
            Customer = Optional("customer"),
            Location = Optional("location"),
            Attributes = Attributes(),
            Settled = Equivalent("settled"),
            Booked = Equivalent("booked"),
        };
        return kind is null || occurredAt is null ? null : transaction;
    }

    TransactionItem Item(YamlPiece.Mapping item) =>
        new(
            Text(item, "sku"),
            Text(item, "kind"),
            IsNull(item, "category") ? null : Text(item, "category"),
            Amount(item, "quantity", 1m),
            Amount(item, "net", null)
        );

    TransactionTax Tax(YamlPiece.Mapping tax) => new(Text(tax, "jurisdiction"), Text(tax, "code"), Amount(tax, "amount", null));

    TransactionTender Tender(YamlPiece.Mapping tender) =>
        new(Text(tender, "method"), Amount(tender, "amount", null), IsNull(tender, "reference") ? null : Text(tender, "reference"));

    Equivalent? Equivalent(string key) =>
        !IsNull(mapping, key) && mapping.Find(key)!.Value.AsMapping($"'{key}'", ["currency", "amount"], errors) is { } equivalent
            ? new Equivalent(Text(equivalent, "currency"), Amount(equivalent, "amount", null))
            : null;

    PayoutContent Content(YamlPiece.Mapping content) =>
        new(
            Text(content, "id"),
            IsNull(content, "kind") ? null : Kind(content.Find("kind")!.Value.AsScalar("'kind'", errors)),
            Amount(content, "amount", null)
        );

    TransactionKind? Kind() => Kind(mapping.Required("kind", "the transaction", "Write kind: sale.", errors)?.AsScalar("'kind'", errors));

    TransactionKind? Kind(YamlPiece.Scalar? scalar)
    {
        if (scalar is null)
            return null;
        if (!KindName.TryParse(scalar.Text, out var kind))
            errors.Add(scalar, $"'{scalar.Text}' is no kind of transaction", Suggestion.For(scalar.Text, KindName.All.ToList()));
        return kind;
    }

    const string MomentAdvice = "Write date, time and offset, as in 2026-01-31T23:30:00-05:00.";

    DateTimeOffset? OccurredAt() =>
        mapping.Required("occurred_at", "the transaction", MomentAdvice, errors) is { } piece ? Moment(piece, "'occurred_at'", errors) : null;

    /// <returns>Null when the piece is no point in time, which is noted.</returns>
    public static DateTimeOffset? Moment(YamlPiece piece, string what, RuleErrors errors)
    {
        if (piece.AsScalar(what, errors) is not { } scalar)
            return null;
        // Without an offset the text would mean another instant on each machine.
        var hasOffset = scalar.Text.EndsWith('Z') || scalar.Text.LastIndexOfAny(['+', '-']) > "2026-01-31".Length;
        if (hasOffset && DateTimeOffset.TryParseExact(scalar.Text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        errors.Add(scalar, $"'{scalar.Text}' is no point in time", MomentAdvice);
        return null;
    }

    IReadOnlyList<T> Elements<T>(string key, string[] known, Func<YamlPiece.Mapping, T> read)
    {
        if (mapping.Find(key) is not { } pair)
            return [];
        var elements = new List<T>();
        foreach (var piece in pair.Value.AsList())
        {
            if (piece.AsMapping($"'{key}'", known, errors) is { } element)
                elements.Add(read(element));
        }
        return elements;
    }

    IReadOnlyDictionary<string, string> Attributes()
    {
        if (mapping.Find("attributes") is not { } pair)
            return SourceTransaction.NoAttributes;
        if (pair.Value is YamlPiece.Mapping attributes)
            return attributes.Pairs.ToDictionary(
                attribute => attribute.Key.Text,
                attribute => attribute.Value.AsScalar($"'{attribute.Key.Text}'", errors)?.Text ?? ""
            );
        errors.Add(pair.Value, $"'attributes' is {pair.Value.Describe()}", "Write names and values.");
        return SourceTransaction.NoAttributes;
    }

    string? Required(string key) => mapping.Required(key, "the transaction", $"Write {key}.", errors)?.AsScalar($"'{key}'", errors)?.Text;

    string? Optional(string key) => IsNull(mapping, key) ? null : mapping.Text(key, errors);

    string Text(YamlPiece.Mapping element, string key) =>
        element.Required(key, "the element", $"Write {key}.", errors)?.AsScalar($"'{key}'", errors)?.Text ?? "";

    static bool IsNull(YamlPiece.Mapping element, string key) =>
        element.Find(key)?.Value is null or YamlPiece.Scalar { Quoted: false, Text: "" or "~" or "null" };

    /// <param name="otherwise">The amount when the key is missing; null when it must be there.</param>
    decimal Amount(YamlPiece.Mapping element, string key, decimal? otherwise)
    {
        if (element.Find(key) is null && otherwise is { } given)
            return given;
        if (element.Required(key, "the element", $"Write {key}.", errors)?.AsScalar($"'{key}'", errors) is not { } scalar)
            return 0m;
        if (
            decimal.TryParse(
                scalar.Text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
        )
            return amount;
        errors.Add(scalar, $"'{scalar.Text}' is no amount", "Write it like 10.00.");
        return 0m;
    }
}
