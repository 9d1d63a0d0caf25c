using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

// The lists and objects inside a transaction.
ref partial struct ElementReader
{
    static readonly MemberNames ItemNames = new("sku", "kind", "net", "category", "quantity");
    static readonly MemberNames TaxNames = new("jurisdiction", "code", "amount");
    static readonly MemberNames TenderNames = new("method", "amount", "reference");
    static readonly MemberNames EquivalentNames = new("currency", "amount");
    static readonly MemberNames ContentNames = new("id", "amount", "kind");

    List<TransactionItem> Items()
    {
        var list = new List<TransactionItem>();
        for (var index = StartList("items"); NextPart("items", ref index, TransactionRules.MaxItems, out var place); )
        {
            string? sku = null;
            string? itemKind = null;
            string? category = null;
            var quantity = 1m;
            var net = 0m;
            var seen = 0UL;
            while (NextMember(place, ItemNames, ref seen, out var member))
            {
                switch (ItemNames[member])
                {
                    case "sku":
                        sku = Text(place, "sku", mayBeNull: false);
                        break;
                    case "kind":
                        itemKind = Text(place, "kind", mayBeNull: false);
                        break;
                    case "category":
                        category = Text(place, "category", mayBeNull: true);
                        break;
                    case "quantity":
                        quantity = Amount(place, "quantity");
                        break;
                    default:
                        net = Amount(place, "net");
                        break;
                }
            }
            CheckRequired(place, ItemNames, required: 3, seen);
            list.Add(new TransactionItem(sku ?? "", itemKind ?? "", category, quantity, net));
        }
        return list;
    }

    List<TransactionTax> Taxes()
    {
        var list = new List<TransactionTax>();
        for (var index = StartList("taxes"); NextPart("taxes", ref index, MaxParts, out var place); )
        {
            string? jurisdiction = null;
            string? code = null;
            var amount = 0m;
            var seen = 0UL;
            while (NextMember(place, TaxNames, ref seen, out var member))
            {
                switch (TaxNames[member])
                {
                    case "jurisdiction":
                        jurisdiction = Text(place, "jurisdiction", mayBeNull: false);
                        break;
                    case "code":
                        code = Text(place, "code", mayBeNull: false);
                        break;
                    default:
                        amount = Amount(place, "amount");
                        break;
                }
            }
            CheckRequired(place, TaxNames, required: 3, seen);
            list.Add(new TransactionTax(jurisdiction ?? "", code ?? "", amount));
        }
        return list;
    }

    List<TransactionTender> Tenders()
    {
        var list = new List<TransactionTender>();
        for (var index = StartList("tenders"); NextPart("tenders", ref index, MaxParts, out var place); )
        {
            string? method = null;
            string? reference = null;
            var amount = 0m;
            var seen = 0UL;
            while (NextMember(place, TenderNames, ref seen, out var member))
            {
                switch (TenderNames[member])
                {
                    case "method":
                        method = Text(place, "method", mayBeNull: false);
                        break;
                    case "amount":
                        amount = Amount(place, "amount");
                        break;
                    default:
                        reference = Text(place, "reference", mayBeNull: true);
                        break;
                }
            }
            CheckRequired(place, TenderNames, required: 2, seen);
            list.Add(new TransactionTender(method ?? "", amount, reference));
        }
        return list;
    }

    /// <returns>Null when the member is null, or when there are problems.</returns>
    Equivalent? Equivalent(string member)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Problem("/" + member, "type", "This member is an object of currency and amount, or null.");
            json.Skip();
            return null;
        }
        var place = new Place(member, null);
        string? code = null;
        var amount = 0m;
        var seen = 0UL;
        while (NextMember(place, EquivalentNames, ref seen, out var found))
        {
            if (EquivalentNames[found] == "currency")
                code = Text(place, "currency", mayBeNull: false);
            else
                amount = Amount(place, "amount");
        }
        CheckRequired(place, EquivalentNames, required: 2, seen);
        return code is null ? null : new Equivalent(code, amount);
    }

    List<PayoutContent> Contents()
    {
        var list = new List<PayoutContent>();
        for (var index = StartList("contents"); NextPart("contents", ref index, TransactionRules.MaxContents, out var place); )
        {
            string? content = null;
            TransactionKind? told = null;
            var amount = 0m;
            var seen = 0UL;
            while (NextMember(place, ContentNames, ref seen, out var member))
            {
                switch (ContentNames[member])
                {
                    case "id":
                        content = Text(place, "id", mayBeNull: false);
                        break;
                    case "amount":
                        amount = Amount(place, "amount");
                        break;
                    default:
                        told = Kind(place, Text(place, "kind", mayBeNull: true));
                        break;
                }
            }
            CheckRequired(place, ContentNames, required: 2, seen);
            list.Add(new PayoutContent(content ?? "", told, amount));
        }
        return list;
    }

    Dictionary<string, string>? Attributes()
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Problem("/attributes", "type", "Attributes are an object of texts.");
            json.Skip();
            return null;
        }
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = ShownText();
            json.Read();
            if (name is null)
            {
                Problem("/attributes", "characters", "The name of an attribute is too long, holds a control character or looks like a card number.");
                json.Skip();
            }
            else if (Text(Place.Attributes, name, mayBeNull: false) is { } value && !pairs.TryAdd(name, value))
            {
                Problem(Place.Attributes.Of(name), "duplicate-member", "This attribute is there twice; one of the two would be lost.");
            }
        }
        return pairs;
    }
}
