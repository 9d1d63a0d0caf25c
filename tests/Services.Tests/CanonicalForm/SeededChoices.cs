using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Services.Tests.CanonicalForm;

/// <summary>Numbers that look random and are the same in every run: SHA-256 of seed and count.</summary>
sealed class SeededChoices(string seed)
{
    readonly byte[] seed = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
    long count;

    /// <returns>0 to <paramref name="limit"/> - 1.</returns>
    public int Below(int limit)
    {
        Span<byte> input = stackalloc byte[40];
        seed.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[32..], count++);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(input)) % (ulong)limit);
    }

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public bool Sometimes => Below(2) == 0;
}
