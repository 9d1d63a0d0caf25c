using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Names as beancount takes them. An account keeps its parts; in each, letters, digits and hyphens stay and
/// every other character becomes <c>-x20-</c> (its code point in hexadecimal), as does a hyphen that an x follows.
/// A part that does not start with a capital letter or a digit (or starts with <c>X-</c>) gets <c>X-</c> in front. An
/// account outside of the five roots goes, whole, below <c>X-Root</c> of the root that fits its first part best.
/// Two names are the same text only if they are the same name.</summary>
public static class BeancountName
{
    /// <summary>Longer ones are cut and end in <c>-xx</c> and a hash of the whole.</summary>
    public const int Longest = 1_000;

    static readonly string[] Roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

    public static string Account(string account)
    {
        var parts = account.Split(':');
        var rooted = Roots.Contains(parts[0], StringComparer.Ordinal);
        var written = rooted
            ? string.Join(':', parts.Skip(1).Select(Part).DefaultIfEmpty("X-Self").Prepend(parts[0]))
            : string.Join(':', parts.Select(Part).Prepend("X-Root").Prepend(RootFor(parts[0])));
        return Limit(written, account);
    }

    /// <summary>A metadata key: lower case at its start, ASCII only.</summary>
    public static string Key(string name) => Limit(Encode(name, static rune => rune.Value is '_' || IsAsciiLetterOrDigit(rune)), name);

    static string Part(string part)
    {
        var written = Encode(part, static rune => IsAsciiLetterOrDigit(rune) || (!rune.IsAscii && Rune.IsLetter(rune)));
        var starts = part.Length > 0 && (char.IsAsciiDigit(part[0]) || char.IsUpper(part[0])) && !part.StartsWith("X-", StringComparison.Ordinal);
        return starts ? written : "X-" + written;
    }

    static bool IsAsciiLetterOrDigit(Rune rune) => rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value);

    static string RootFor(string first) =>
        first.ToLowerInvariant() switch
        {
            "asset" or "assets" => "Assets",
            "liability" or "liabilities" => "Liabilities",
            "income" or "revenue" or "revenues" or "sales" => "Income",
            "expense" or "expenses" or "cost" or "costs" => "Expenses",
            _ => "Equity",
        };

    static string Encode(string part, Func<Rune, bool> stays)
    {
        var written = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; )
        {
            var whole = Rune.DecodeFromUtf16(part.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done;
            var plainHyphen = part[i] == '-' && (i + 1 == part.Length || part[i + 1] != 'x');
            if (plainHyphen || (whole && stays(rune)))
                written.Append(part, i, length);
            else
                written.Append("-x").Append((whole ? rune.Value : part[i]).ToString("X", CultureInfo.InvariantCulture)).Append('-');
            i += length;
        }
        return written.ToString();
    }

    static string Limit(string written, string name)
    {
        if (Encoding.UTF8.GetByteCount(written) <= Longest)
            return written;
        var readable = written.AsSpan(0, (Longest - 70) / 3);
        var end = readable.LastIndexOfAnyInRange('a', 'z');
        return string.Concat(readable[..(end + 1)], "-xx", Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(name))));
    }
}
