using System.Buffers;

namespace AccountingSync.Accounting.Rules;

/// <summary>What a name of an account may look like: <c>income:sales:kitchen</c>, from one of five roots.</summary>
public static class AccountName
{
    public const char Separator = ':';

    static readonly SearchValues<char> Safe = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    // Latin letters that people use in names, so that "Café" is cafe and not caf. Other scripts are held, not guessed.
    static readonly (string Letters, string Plain)[] Folding =
    [
        ("àáâãäåāăą", "a"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōŏő", "o"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ţťŧț", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
    ];

    static readonly Dictionary<char, string> Plain = Folding
        .SelectMany(row => row.Letters.Select(letter => (letter, row.Plain)))
        .ToDictionary(pair => pair.letter, pair => pair.Plain);

    /// <summary>hledger and beancount know an account's type by these.</summary>
    public static IReadOnlyList<string> Roots { get; } = ["assets", "liabilities", "equity", "income", "expenses"];

    public static bool IsSafeSegment(string segment) =>
        segment.Length > 0 && segment[0] != '-' && segment[^1] != '-' && segment.AsSpan().IndexOfAnyExcept(Safe) < 0;

    /// <summary>The value in lower case with hyphens for everything but letters and digits; null when nothing is left of it.
    /// "Food &amp; Drink" is food-drink.</summary>
    public static string? Segment(string value)
    {
        if (IsSafeSegment(value) && !value.Contains("--", StringComparison.Ordinal))
            return value;
        var builder = new System.Text.StringBuilder(value.Length);
        foreach (var c in value)
        {
            var lower = char.ToLowerInvariant(c);
            if (Plain.TryGetValue(lower, out var plain))
                builder.Append(plain);
            else if (char.IsAsciiLetterOrDigit(lower))
                builder.Append(lower);
            else if (char.IsLetterOrDigit(lower) || char.IsSurrogate(lower))
                return null; // Dropping a letter would make one account of two names.
            else if (builder.Length > 0 && builder[^1] != '-')
                builder.Append('-');
        }
        var segment = builder.ToString().TrimEnd('-');
        return segment.Length == 0 ? null : segment;
    }
}
