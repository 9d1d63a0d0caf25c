using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>By which an item or tax is told to be the same in another revision of its transaction, without keeping its text: the first four bytes of
/// the SHA-256 of the item's sku, or of the tax's jurisdiction and code.</summary>
static class PartMark
{
    const char Separator = '\u001f';

    public static int Of(TransactionItem item) => Of($"item{Separator}{item.Sku}");

    public static int Of(TransactionTax tax) => Of($"tax{Separator}{tax.Jurisdiction}{Separator}{tax.Code}");

    static int Of(string name) => BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
