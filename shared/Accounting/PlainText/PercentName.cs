using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Names of accounts and tags as hledger and ledger take them. Letters, digits, <c>- _</c> and, inside, single
/// spaces and <c>. &amp; ' / +</c> stay; every other character is written as the percent escapes of its UTF-8 bytes
/// (<c>%25</c> for a percent sign), half a surrogate pair as <c>%uD83D</c>, an empty part between colons as <c>%-</c>.
/// Two names are the same text only if they are the same name.</summary>
public static class PercentName
{
    /// <summary>Longer ones are cut and end in <c>%~</c> and a hash of the whole: ledger's lines are limited.</summary>
    public const int Longest = 1_000;

    public static string Account(string account) => Limit(string.Join(':', account.Split(':').Select(part => Encode(part, " .&'/+"))), account);

    public static string Tag(string name) => Limit(Encode(name, ""), name);

    /// <summary>False when the name had to be cut, so that it cannot be read back.</summary>
    public static bool CanBeReadBack(string account) => !Account(account).Contains("%~", StringComparison.Ordinal);

    /// <summary>The name that was written as <paramref name="written"/>.</summary>
    public static string Decode(string written)
    {
        if (!written.Contains('%', StringComparison.Ordinal))
            return written;
        var name = new StringBuilder(written.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] == '%' && i + 2 < written.Length && char.IsAsciiHexDigit(written[i + 1]) && char.IsAsciiHexDigit(written[i + 2]))
            {
                bytes.Add(byte.Parse(written.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
                continue;
            }
            name.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
            if (written[i] == '%' && i + 5 < written.Length && written[i + 1] == 'u')
            {
                name.Append((char)ushort.Parse(written.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 5;
            }
            else if (written[i] == '%' && i + 1 < written.Length && written[i + 1] == '-')
                i++;
            else
                name.Append(written[i]);
        }
        return name.Append(Encoding.UTF8.GetString([.. bytes])).ToString();
    }

    static string Encode(string part, string allowedInside)
    {
        if (part.Length == 0)
            return "%-";
        var written = new StringBuilder(part.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < part.Length; )
        {
            if (Rune.DecodeFromUtf16(part.AsSpan(i), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                written.Append("%u").Append(((int)part[i]).ToString("X4", CultureInfo.InvariantCulture));
            else if (Stays(part, i, rune, allowedInside))
                written.Append(part, i, length);
            else
                foreach (var single in bytes[..rune.EncodeToUtf8(bytes)])
                    written.Append('%').Append(single.ToString("X2", CultureInfo.InvariantCulture));
            i += length;
        }
        return written.ToString();
    }

    static bool Stays(string part, int at, Rune rune, string allowedInside)
    {
        if (Rune.IsLetterOrDigit(rune) || rune.Value is '_')
            return true;
        if (at > 0 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            return true;
        if (at == 0 || !rune.IsAscii)
            return false;
        if (rune.Value is '-')
            return true;
        // The tools end a name at two spaces and trim it at its ends.
        var isLast = at == part.Length - 1;
        return !isLast && allowedInside.Contains((char)rune.Value, StringComparison.Ordinal) && (rune.Value != ' ' || part[at - 1] != ' ');
    }

    static string Limit(string written, string name)
    {
        if (written.Length <= Longest && Encoding.UTF8.GetByteCount(written) <= Longest)
            return written;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(name)));
        // Room for three bytes per character, and no escape or surrogate pair cut in half.
        var readable = written.AsSpan(0, Math.Min(written.Length, (Longest - 70) / 3));
        var end = readable.LastIndexOfAnyInRange('a', 'z');
        return string.Concat(readable[..(end + 1)], "%~", hash);
    }
}
