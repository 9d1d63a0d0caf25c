using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank.Ofx;

/// <summary>The header of OFX 1.x: lines of a name, a colon and a value before the first element.</summary>
static partial class OfxHeader
{
    [GeneratedRegex(@"\b(?<name>ENCODING|CHARSET):(?<value>[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line { get; }

    /// <returns>Null when there is no header, as in files that banks' portals make.</returns>
    public static string? Encoding(string beginning)
    {
        var root = beginning.IndexOf('<', StringComparison.Ordinal);
        var header = root < 0 ? beginning : beginning[..root];
        var lines = Line.Matches(header).ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value.ToUpperInvariant());
        return (lines["ENCODING"].FirstOrDefault(), lines["CHARSET"].FirstOrDefault()) switch
        {
            (null, _) => null,
            ("USASCII", null or "NONE") => null,
            // Of two names for the same letters, one is enough: CHARSET says which of the character sets beyond ASCII.
            ("USASCII", var charset) => charset,
            ("UNICODE" or "UTF-8" or "UTF8", _) => "UTF-8",
            var (encoding, _) => encoding,
        };
    }
}
