using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting;

/// <summary>Facts as bytes, the same on every machine and for good: a version byte, then each field as its
/// length and UTF-8 text. Amounts are written without trailing zeros, so 5, 5.0 and 5.00 are the same fact.
/// Hashes of these bytes tell a duplicate from a conflict and make up the audit chain.</summary>
public static class ContentBytes
{
    const byte Version = 1;

    /// <summary>SHA-256 over everything that the source said, except when we received it.</summary>
    public static byte[] Hash(SourceTransaction transaction) => SHA256.HashData(Of(transaction));

    /// <summary>SHA-256 over everything that an entry says, except when it was posted.</summary>
    public static byte[] Hash(JournalEntry entry) => SHA256.HashData(Of(entry));

    public static byte[] Of(SourceTransaction transaction)
    {
        var writer = new Writer();
        writer.Text(transaction.Source);
        writer.Text(transaction.Id);
        writer.Number(transaction.Revision);
        writer.Text(transaction.Kind.ToString());
        writer.Text(transaction.OccurredAt.ToString("O", CultureInfo.InvariantCulture));
        writer.Text(transaction.Currency);
        writer.Amount(transaction.Gross);
        writer.Number(transaction.Items.Count);
        foreach (var item in transaction.Items)
        {
            writer.Text(item.Sku);
            writer.Text(item.Kind);
            writer.Text(item.Category);
            writer.Amount(item.Quantity);
            writer.Amount(item.Net);
        }
        writer.Number(transaction.Taxes.Count);
        foreach (var tax in transaction.Taxes)
        {
            writer.Text(tax.Jurisdiction);
            writer.Text(tax.Code);
            writer.Amount(tax.Amount);
        }
        writer.Amount(transaction.Tip);
        writer.Amount(transaction.Discount);
        writer.Amount(transaction.Shipping);
        writer.Number(transaction.Tenders.Count);
        foreach (var tender in transaction.Tenders)
        {
            writer.Text(tender.Method);
            writer.Amount(tender.Amount);
            writer.Text(tender.Reference);
        }
        writer.Text(transaction.RelatedTo);
        writer.Text(transaction.Payout);
        writer.Text(transaction.Customer);
        writer.Text(transaction.Location);
        writer.Pairs(transaction.Attributes);
        // Only where there is one, so that the hashes of all others are what they always were.
        writer.Equivalent("settled", transaction.Settled);
        writer.Equivalent("booked", transaction.Booked);
        // Only where there are any, and by name, so that the bytes of all others are what they always were.
        if (transaction.Contents.Count > 0)
        {
            writer.Text("contents");
            writer.Number(transaction.Contents.Count);
            foreach (var content in transaction.Contents)
            {
                writer.Text(content.Id);
                writer.Text(content.Kind?.ToString());
                writer.Amount(content.Amount);
            }
        }
        return writer.ToArray();
    }

    public static byte[] Of(JournalEntry entry)
    {
        var writer = new Writer();
        writer.Text(entry.Id.ToString("N"));
        writer.Text(entry.Organisation);
        writer.Text(entry.Origin.Source);
        writer.Text(entry.Origin.TransactionId);
        writer.Number(entry.Origin.Revision);
        writer.Text(entry.Origin.Part);
        writer.Text(entry.Date.ToString("O", CultureInfo.InvariantCulture));
        writer.Text(entry.Description);
        writer.Text(entry.Rule.RuleSet);
        writer.Number(entry.Rule.Version);
        writer.Text(entry.Rule.Rule);
        writer.Text(entry.Rule.Hash);
        writer.Text(entry.Reverses?.ToString("N"));
        writer.Number(entry.Lines.Count);
        foreach (var line in entry.Lines)
        {
            writer.Text(line.Account);
            writer.Text(line.Currency);
            writer.Amount(line.Amount);
            writer.Text(line.Memo);
            writer.Text(line.TaxCode);
            writer.Pairs(line.Dimensions);
        }
        // Only where there is one, so that the bytes of all others, and the seals over them, are what they always were.
        if (entry.OriginalDate is { } own)
            writer.Text(own.ToString("O", CultureInfo.InvariantCulture));
        return writer.ToArray();
    }

    sealed class Writer
    {
        readonly ArrayBufferWriter<byte> bytes = new(512);

        public Writer() => bytes.Write([Version]);

        public void Text(string? text)
        {
            // An absent text and an empty one are different facts.
            if (text is null)
            {
                Length(-1);
                return;
            }
            var encoded = Encoding.UTF8.GetBytes(text);
            Length(encoded.Length);
            bytes.Write(encoded);
        }

        public void Number(int number) => Length(number);

        public void Amount(decimal amount) => Text(amount.ToString("0.############################", CultureInfo.InvariantCulture));

        public void Pairs(IReadOnlyDictionary<string, string>? pairs)
        {
            Length(pairs?.Count ?? -1);
            foreach (var (key, value) in (pairs ?? SourceTransaction.NoAttributes).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Text(key);
                Text(value);
            }
        }

        public void Equivalent(string name, Equivalent? equivalent)
        {
            if (equivalent is null)
                return;
            Text(name);
            Text(equivalent.Currency);
            Amount(equivalent.Amount);
        }

        public byte[] ToArray() => bytes.WrittenSpan.ToArray();

        void Length(int length)
        {
            Span<byte> buffer = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(buffer, length);
            bytes.Write(buffer);
        }
    }
}
