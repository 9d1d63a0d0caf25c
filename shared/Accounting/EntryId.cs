using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting;

/// <summary>The identity of an entry is what it is about: the first 16 bytes of the SHA-256 of
/// organisation, source, transaction id, revision and part, joined by the unit separator. The ledger table
/// recomputes it, so a row with another id for the same fact cannot be stored.</summary>
public static class EntryId
{
    const char Separator = '\u001f';

    [ThreadStatic]
    static IncrementalHash? hashing;

    public static Guid For(string organisation, EntryOrigin origin) =>
        For(organisation, origin.Source, origin.TransactionId, origin.Revision, origin.Part);

    public static Guid For(string organisation, string source, string transactionId, int revision, string part)
    {
        const int RevisionAndSeparators = 20;
        var longest = Encoding.UTF8.GetMaxByteCount(organisation.Length + source.Length + transactionId.Length + part.Length + RevisionAndSeparators);
        Span<byte> bytes = longest <= 512 ? stackalloc byte[512] : new byte[longest];
        var written = 0;
        Write(organisation, bytes, ref written);
        Write(source, bytes, ref written);
        Write(transactionId, bytes, ref written);
        if (!revision.TryFormat(bytes[written..], out var digits, provider: CultureInfo.InvariantCulture))
            throw new UnreachableException();
        written += digits;
        bytes[written++] = (byte)Separator;
        written += Encoding.UTF8.GetBytes(part, bytes[written..]);
        // One that goes on costs a third of what the one-shot function does, which begins anew each time.
        var sha = hashing ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha.AppendData(bytes[..written]);
        sha.GetHashAndReset(hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    static void Write(string text, Span<byte> bytes, ref int written)
    {
        written += Encoding.UTF8.GetBytes(text, bytes[written..]);
        bytes[written++] = (byte)Separator;
    }
}

/// <summary>Our key in a platform's searchable field: 20 characters of Crockford's base 32, all upper case, because
/// the narrowest field holds 20 (Business Central) and upper-cases what it gets.</summary>
public static class PlatformKey
{
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string For(Guid entryId)
    {
        Span<byte> bytes = stackalloc byte[16];
        entryId.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<char> key = stackalloc char[20];
        "AS".CopyTo(key);
        var bits = 0;
        var count = 0;
        var next = 0;
        for (var i = 2; i < key.Length; i++)
        {
            if (count < 5)
            {
                bits = ((bits & 0x1f) << 8) | bytes[next++];
                count += 8;
            }
            count -= 5;
            key[i] = Alphabet[(bits >> count) & 0x1f];
        }
        return new string(key);
    }
}
