namespace AccountingSync.Security;

/// <summary>The checksum CRC-32 of zlib and IEEE 802.3. It finds accidents and no forger: a body with any given sum is easily made.</summary>
static class Crc32
{
    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index => Step((uint)index))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var next in bytes)
            sum = Table[(sum ^ next) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    static uint Step(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
