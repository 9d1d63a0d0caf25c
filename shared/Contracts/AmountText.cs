using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccountingSync.Contracts;

/// <summary>Amounts travel as text, with the digits that they have: 10.00 stays 10.00, and nobody's parser makes a float of it.</summary>
public sealed class AmountText : JsonConverter<decimal>
{
    /// <summary>A sign, 29 digits and a point are 31.</summary>
    const int MaxLength = 32;

    /// <exception cref="JsonException">It is no decimal number in plain digits.</exception>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("An amount is a text of digits.");
        if (reader.HasValueSequence || reader.ValueIsEscaped)
            return Parse(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!));
        return Parse(reader.ValueSpan);
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[MaxLength];
        Utf8Formatter.TryFormat(value, digits, out var length);
        writer.WriteStringValue(digits[..length]);
    }

    static decimal Parse(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out decimal value, out var read) && read == digits.Length
            ? value
            : throw new JsonException("An amount is a text of digits.");
}
