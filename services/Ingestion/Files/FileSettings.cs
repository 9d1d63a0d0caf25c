using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountingSync.Ingestion.Files;

/// <summary>The sign between whole numbers and decimals.</summary>
enum DecimalSign
{
    Point,
    Comma,
}

/// <summary>What comes first in a date such as 01/02/2026.</summary>
enum DateOrder
{
    DayMonthYear,
    MonthDayYear,
}

/// <summary>What holds for all of a file and stands in no row of it. Kept with each piece, because the piece cannot be read without.</summary>
sealed record FileSettings
{
    /// <summary>What the transactions' source is called; null where each row names its own.</summary>
    public string? Source { get; init; }

    /// <summary>The vendor's word of the connection that the source is, when its facts come by webhooks as well; otherwise null.</summary>
    public string? System { get; init; }

    /// <summary>ISO 4217, for files that write a sign only.</summary>
    public string? Currency { get; init; }

    /// <summary>IANA name, for files that name none, or one that is not known.</summary>
    public string? TimeZone { get; init; }
    public char? Delimiter { get; init; }
    public DecimalSign? Decimal { get; init; }
    public DateOrder? Dates { get; init; }
}

/// <summary>A piece as it is stored: a line of JSON with the form and the settings, and the piece's own bytes.</summary>
sealed record StoredPiece(string Form, FileSettings Settings, ReadOnlyMemory<byte> Bytes)
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    sealed record Head(string Form, FileSettings Settings);

    public byte[] ToBytes()
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(new Head(Form, Settings), Json);
        return [.. head, (byte)'\n', .. Bytes.Span];
    }

    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="ToBytes"/>.</exception>
    public static StoredPiece Of(ReadOnlyMemory<byte> stored)
    {
        var end = stored.Span.IndexOf((byte)'\n');
        try
        {
            if (end > 0 && JsonSerializer.Deserialize<Head>(stored.Span[..end], Json) is { } head)
                return new StoredPiece(head.Form, head.Settings, stored[(end + 1)..]);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"It does not begin as a piece of a file: {error.Message}", error);
        }
        throw new InvalidDataException("It does not begin as a piece of a file.");
    }
}
