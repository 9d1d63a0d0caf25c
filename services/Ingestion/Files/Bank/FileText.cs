using System.Text;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>The letters of a file: by its byte order mark, else as it declares, else UTF-8. Bytes that are none in the declared encoding are
/// refused; a file that declares nothing and is no UTF-8 is read as Windows-1252, with a note, because figures and codes are ASCII in any case.</summary>
static partial class FileText
{
    /// <summary>A declaration stands within so many bytes.</summary>
    const int MaxDeclaration = 1024;

    public const string Assumed =
        "The file does not say how its letters are encoded and is not UTF-8: they were read as Windows-1252. Figures and codes are not affected.";

    [GeneratedRegex(
        @"\A<\?xml[^>]{0,200}?encoding\s*=\s*[""'](?<name>[A-Za-z0-9._-]{1,40})[""']",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex XmlDeclaration { get; }

    /// <param name="declared">The encoding's name as the file gives it; null when it gives none.</param>
    /// <returns>A note when the encoding had to be assumed.</returns>
    /// <exception cref="BankShapeException">The encoding is not known, or the bytes are not of it.</exception>
    public static (string Text, string? Note) Decode(ReadOnlySpan<byte> file, string? declared)
    {
        var (marked, length) = Mark(file);
        if (marked is not null)
            return (Strict(file[length..], marked), null);
        if (declared is not null)
            return (Strict(file, Named(declared)), null);
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file), null);
        }
        catch (DecoderFallbackException)
        {
            return (Windows1252.GetString(file), Assumed);
        }
    }

    /// <summary>An XML file without a declaration is UTF-8, and not assumed to be anything else.</summary>
    public static string OfXml(ReadOnlySpan<byte> file)
    {
        var declared = XmlDeclaration.Match(Beginning(file).TrimStart()) is { Success: true } match ? match.Groups["name"].Value : "UTF-8";
        // A file that says UTF-16 inside and has no such bytes was converted on its way, and its declaration was left behind.
        return Decode(
            file,
            declared.StartsWith("UTF-16", StringComparison.OrdinalIgnoreCase) && Mark(file).Encoding is null ? "UTF-8" : declared
        ).Text;
    }

    /// <summary>The first characters, good enough to find a declaration in: what is not ASCII may come out wrong.</summary>
    public static string Beginning(ReadOnlySpan<byte> file)
    {
        var (encoding, length) = Mark(file);
        var start = file[length..];
        return (encoding ?? Encoding.Latin1).GetString(start[..Math.Min(start.Length, MaxDeclaration)]);
    }

    static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    static string Strict(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new BankShapeException(
                $"byte {wrong.Index + 1}",
                "encoding",
                "encoding",
                $"The file says that it is {encoding.WebName}, and the bytes are not. Ask the bank for the file as it left, or correct the declaration."
            );
        }
    }

    static (Encoding? Encoding, int Length) Mark(ReadOnlySpan<byte> file) =>
        file switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            // Without a mark: the first character of any of the forms is ASCII.
            [not 0, 0, ..] => (Encoding.Unicode, 0),
            [0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
            _ => (null, 0),
        };

    static Encoding Named(string name) =>
        name.ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" => Encoding.UTF8,
            "US-ASCII" or "ASCII" or "USASCII" => Encoding.ASCII,
            "ISO-8859-1" or "ISO8859-1" or "8859-1" or "LATIN1" => Encoding.Latin1,
            "ISO-8859-15" or "8859-15" => CodePagesEncodingProvider.Instance.GetEncoding(28605)!,
            "WINDOWS-1252" or "CP1252" or "1252" => Windows1252,
            _ => throw new BankShapeException(
                "line 1",
                "encoding",
                "encoding",
                $"The encoding '{name}' is not read. Save the file as UTF-8 and say so in it."
            ),
        };
}
