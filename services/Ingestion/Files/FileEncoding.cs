using System.Text;
using System.Text.Unicode;

namespace AccountingSync.Ingestion.Files;

/// <summary>How a file's characters are written: by its byte order mark, by what the sender says, or by what its beginning can only be. Text that is
/// no UTF-8 and nothing else is taken for Windows-1252, which has ISO 8859-1's letters in their places.</summary>
static class FileEncoding
{
    /// <summary>Stands for bytes that mean nothing in the file's encoding; a row that holds it is refused.</summary>
    public const char Unreadable = '\uFFFD';

    static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <exception cref="ArgumentException">No such character set is known.</exception>
    public static Encoding Of(ReadOnlySpan<byte> start, bool isWhole, string? charset)
    {
        foreach (var (mark, marked) in Marks)
            if (start.StartsWith(mark))
                return marked;
        if (charset is not null)
            return Named(charset);
        if (start.Length >= 2 && (start[0] == 0) != (start[1] == 0))
            return start[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode;
        return Utf8.IsValid(isWhole ? start : WithoutTornEnd(start)) ? Encoding.UTF8 : Windows1252;
    }

    /// <summary>How many bytes of the beginning are a byte order mark.</summary>
    public static int MarkLength(ReadOnlySpan<byte> start)
    {
        foreach (var (mark, _) in Marks)
            if (start.StartsWith(mark))
                return mark.Length;
        return 0;
    }

    static Encoding Named(string charset) =>
        charset.Trim('"', ' ').ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" => Encoding.UTF8,
            "UTF-16" or "UTF-16LE" => Encoding.Unicode,
            "UTF-16BE" => Encoding.BigEndianUnicode,
            "WINDOWS-1252" or "CP1252" or "ISO-8859-1" or "LATIN1" => Windows1252,
            "US-ASCII" or "ASCII" => Encoding.UTF8,
            _ => throw new ArgumentException($"The character set '{charset}' is not known.", nameof(charset)),
        };

    /// <summary>A character has four bytes at most, so the last three may be the beginning of one.</summary>
    static ReadOnlySpan<byte> WithoutTornEnd(ReadOnlySpan<byte> start)
    {
        for (var back = 1; back <= 3 && back <= start.Length; back++)
            if (start[^back] >= 0xC0)
                return start[..^back];
        return start;
    }
}
