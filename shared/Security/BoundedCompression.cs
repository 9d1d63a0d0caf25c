using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace AccountingSync.Security;

/// <summary>Brotli with the plain length in front (4 bytes, big endian), so that the reader knows what it will get
/// before it allocates, and a small input can never unfold beyond a bound.</summary>
public static class BoundedCompression
{
    /// <summary>16 MiB: more than any body that is accepted.</summary>
    public const int MaxPlainBytes = 16 * 1024 * 1024;

    const int LengthSize = 4;

    /// <summary>Below this, a Brotli stream saves nothing worth its time.</summary>
    const int WorthTrying = 64;

    /// <summary>Of 0 to 11. JSON payloads shrink to about the same size as at 5, at half the time.</summary>
    const int Quality = 3;
    const int Window = 18;

    /// <returns>Null when the result would not be smaller.</returns>
    internal static byte[]? Compress(ReadOnlySpan<byte> plain)
    {
        if (plain.Length > MaxPlainBytes)
            throw new ArgumentException($"{plain.Length} bytes; at most {MaxPlainBytes} can be stored in one field.", nameof(plain));
        if (plain.Length < WorthTrying)
            return null;
        // A destination shorter than the source makes the encoder give up as soon as nothing is gained.
        var packed = new byte[plain.Length - 1];
        if (!BrotliEncoder.TryCompress(plain, packed.AsSpan(LengthSize), out var written, Quality, Window))
            return null;
        BinaryPrimitives.WriteInt32BigEndian(packed, plain.Length);
        return packed[..(LengthSize + written)];
    }

    internal static byte[] Decompress(ReadOnlySpan<byte> packed)
    {
        var length = packed.Length < LengthSize ? -1 : BinaryPrimitives.ReadInt32BigEndian(packed);
        if (length is < 0 or > MaxPlainBytes)
            throw new CryptographicException($"A compressed field announces {length} bytes; at most {MaxPlainBytes} are unfolded.");
        var plain = new byte[length];
        if (!BrotliDecoder.TryDecompress(packed[LengthSize..], plain, out var written) || written != length)
            throw new CryptographicException($"A compressed field does not unfold to the {length} bytes that it announces.");
        return plain;
    }
}
