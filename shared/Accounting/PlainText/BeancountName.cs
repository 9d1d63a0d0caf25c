using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Names as beancount takes them: five roots, every part with a capital letter or a digit at its start.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Lower-case names below a root get capitals: <c>assets:clearing:front-shop</c> is <c>Assets:Clearing:Front-Shop</c>.</item>
/// <item>A part that is not made of lower-case words and hyphens is written as <c>X-</c> and itself, where a character
/// other than letters, digits and hyphens becomes <c>-x20-</c> (its code point in hexadecimal), as does a hyphen that an
/// x follows.</item>
/// <item>Names that have beancount's capitals already keep their parts below <c>X</c>: <c>Assets:Cash</c> is
/// <c>Assets:X:Cash</c>, because <c>assets:cash</c> may exist too.</item>
/// <item>An account below none of the five roots goes, whole, below <c>XX</c> of the root that fits its first part
/// best; a root without parts is <c>Assets:XXX</c>.</item>
/// </list>
/// So two names are the same text only if they are the same name.
/// </remarks>
public static partial class BeancountName
{
    /// <summary>Longer ones are cut and end in <c>-xx</c> and a hash of the whole.</summary>
    public const int Longest = 1_000;

    static readonly string[] Roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

    public static string Account(string account)
    {
        var parts = account.Split(':');
        var root = char.ToUpperInvariant(parts[0].FirstOrDefault()) + parts[0][Math.Min(1, parts[0].Length)..];
        if (!Roots.Contains(root, StringComparer.Ordinal))
            return Limit(string.Join(':', parts.Select(Part).Prepend("XX").Prepend(RootFor(parts[0]))), account);
        var below = parts.Skip(1);
        var written = parts[0] == root ? below.Select(OwnPart).Prepend("X") : below.Select(Part).DefaultIfEmpty("XXX");
        return Limit(string.Join(':', written.Prepend(root)), account);
    }

    /// <summary>A metadata key: lower case at its start, ASCII only.</summary>
    public static string Key(string name) => Limit(Encode(name, static rune => rune.Value is '_' || IsAsciiLetterOrDigit(rune)), name);

    static string Part(string part) => LowerCaseWords().IsMatch(part) ? Capitals(part) : Escaped(part);

    /// <summary>A part below <c>X</c>: as it is where beancount takes it and it cannot be mistaken for an escaped one.</summary>
    static string OwnPart(string part) =>
        part.Length > 0
        && (char.IsAsciiDigit(part[0]) || char.IsAsciiLetterUpper(part[0]))
        && !part.StartsWith("X-", StringComparison.Ordinal)
        && Encode(part, StaysInAccount) == part
            ? part
            : Escaped(part);

    static string Escaped(string part) => "X-" + Encode(part, StaysInAccount);

    static string Capitals(string part) => string.Join('-', part.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    static bool StaysInAccount(Rune rune) => IsAsciiLetterOrDigit(rune) || (!rune.IsAscii && Rune.IsLetter(rune));

    // A first word "x" would look like an escaped part, or like the marker of another family.
    [GeneratedRegex(
        "^(?!x(-|$))[a-z0-9]+(-[a-z0-9]+)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex LowerCaseWords();

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
