using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting;

/// <summary>One entry as the audit chain sees it: its place in the ledger, when it was posted, and all that it says.</summary>
public sealed record SealedEntry(long Seq, DateTimeOffset PostedAt, JournalEntry Entry);

/// <summary>Hashes entries in their order, each seal over the one before, so that no byte of the past can change,
/// and no entry can be slipped in or taken out, without every later seal telling.</summary>
public static class AuditChain
{
    /// <summary>What the first seal follows.</summary>
    public static byte[] Beginning(string organisation) =>
        SHA256.HashData(Encoding.UTF8.GetBytes("AccountingSync audit chain 1\u001f" + organisation));

    public static byte[] Seal(ReadOnlySpan<byte> previous, long number, IEnumerable<SealedEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        hash.AppendData(previous);
        Append(hash, word, number);
        foreach (var entry in entries)
        {
            var content = ContentBytes.Of(entry.Entry);
            Append(hash, word, entry.Seq);
            // PostgreSQL keeps microseconds.
            Append(hash, word, entry.PostedAt.UtcTicks / TimeSpan.TicksPerMicrosecond);
            Append(hash, word, content.Length);
            hash.AppendData(content);
        }
        return hash.GetHashAndReset();
    }

    static void Append(IncrementalHash hash, Span<byte> word, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(word, number);
        hash.AppendData(word);
    }
}
