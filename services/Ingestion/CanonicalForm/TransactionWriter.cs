using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>Writes the canonical form: amounts as strings in the currency's scale, members in the documented order,
/// attributes by name; what has its default is left out. The same transaction always gives the same bytes.</summary>
public static class TransactionWriter
{
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // Never inside HTML.
    static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <exception cref="ArgumentException">The transaction breaks the rules of its currency; rounding it would change it.</exception>
    public static byte[] Write(SourceTransaction transaction, bool indented = false)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, indented ? Indented : Compact))
            Write(json, transaction);
        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] Write(IEnumerable<SourceTransaction> transactions, bool indented = false)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, indented ? Indented : Compact))
        {
            json.WriteStartArray();
            foreach (var transaction in transactions)
                Write(json, transaction);
            json.WriteEndArray();
        }
        return bytes.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, SourceTransaction transaction)
    {
        var currency = Currencies.Find(transaction.Currency);
        json.WriteStartObject();
        json.WriteString("source", transaction.Source);
        json.WriteString("id", transaction.Id);
        json.WriteNumber("revision", transaction.Revision);
        json.WriteString("kind", KindWords.Of(transaction.Kind));
        json.WriteString("occurred_at", transaction.OccurredAt.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
        json.WriteString("currency", transaction.Currency);
        json.WriteString("gross", Format(currency, transaction.Gross));
        WriteParts(json, currency, transaction);
        WriteText(json, "related_to", transaction.RelatedTo);
        WriteText(json, "payout", transaction.Payout);
        WriteList(
            json,
            "contents",
            transaction.Contents,
            content =>
            {
                json.WriteString("id", content.Id);
                WriteText(json, "kind", content.Kind is { } kind ? KindWords.Of(kind) : null);
                json.WriteString("amount", Format(currency, content.Amount));
            }
        );
        WriteText(json, "customer", transaction.Customer);
        WriteText(json, "location", transaction.Location);
        WriteEquivalent(json, "settled", transaction.Settled);
        WriteEquivalent(json, "booked", transaction.Booked);
        if (transaction.Attributes.Count > 0)
        {
            json.WriteStartObject("attributes");
            foreach (var (name, value) in transaction.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void WriteParts(Utf8JsonWriter json, Currency currency, SourceTransaction transaction)
    {
        WriteList(
            json,
            "items",
            transaction.Items,
            item =>
            {
                json.WriteString("sku", item.Sku);
                json.WriteString("kind", item.Kind);
                WriteText(json, "category", item.Category);
                json.WriteString("quantity", item.Quantity.ToString("0.############################", CultureInfo.InvariantCulture));
                json.WriteString("net", Format(currency, item.Net));
            }
        );
        WriteList(
            json,
            "taxes",
            transaction.Taxes,
            tax =>
            {
                json.WriteString("jurisdiction", tax.Jurisdiction);
                json.WriteString("code", tax.Code);
                json.WriteString("amount", Format(currency, tax.Amount));
            }
        );
        WriteAmount(json, "tip", currency, transaction.Tip);
        WriteAmount(json, "discount", currency, transaction.Discount);
        WriteAmount(json, "shipping", currency, transaction.Shipping);
        WriteList(
            json,
            "tenders",
            transaction.Tenders,
            tender =>
            {
                json.WriteString("method", tender.Method);
                json.WriteString("amount", Format(currency, tender.Amount));
                WriteText(json, "reference", tender.Reference);
            }
        );
    }

    static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> parts, Action<T> write)
    {
        if (parts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            write(part);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteEquivalent(Utf8JsonWriter json, string name, Equivalent? equivalent)
    {
        if (equivalent is null)
            return;
        json.WriteStartObject(name);
        json.WriteString("currency", equivalent.Currency);
        json.WriteString("amount", Format(Currencies.Find(equivalent.Currency), equivalent.Amount));
        json.WriteEndObject();
    }

    static void WriteAmount(Utf8JsonWriter json, string name, Currency currency, decimal amount)
    {
        if (amount != 0m)
            json.WriteString(name, Format(currency, amount));
    }

    static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    static string Format(Currency currency, decimal amount) =>
        currency.Fits(amount) ? currency.Format(amount) : throw new ArgumentException($"{amount} does not fit {currency.Code}.", nameof(amount));
}
