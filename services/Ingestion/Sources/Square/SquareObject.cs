using System.Text.Json;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>An object of Square's API, read by name. Members that we do not know are normal: Square adds some with each version.</summary>
readonly struct SquareObject(JsonElement json)
{
    public string Id => RequiredText("id");

    /// <returns>Null when the member is absent or null.</returns>
    public string? Text(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.String ? TextOf(member, name)
        : throw Unexpected(name, "a text");

    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    public long? Number(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number
        : throw Unexpected(name, "a whole number");

    public long RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    /// <returns>Null when the member is absent or null.</returns>
    public SquareObject? Child(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Object ? new SquareObject(member)
        : throw Unexpected(name, "an object");

    public SquareObject RequiredChild(string name) => Child(name) ?? throw Missing(name);

    /// <returns>Empty when the member is absent or null.</returns>
    public IReadOnlyList<SquareObject> Objects(string name) =>
        Member(name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array && member.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object)
            ? [.. member.EnumerateArray().Select(entry => new SquareObject(entry))]
        : throw Unexpected(name, "an array of objects");

    /// <summary>How many entries an array has, whatever they are.</summary>
    public int Count(string name) =>
        Member(name) is not { } member ? 0
        : member.ValueKind == JsonValueKind.Array ? member.GetArrayLength()
        : throw Unexpected(name, "an array");

    /// <summary>RFC 3339, in practice always in UTC: Square does not say the offset of the place.</summary>
    public DateTimeOffset? Time(string name) =>
        Text(name) is not { } text ? null
        : TimeText.TryParse(text, out var time) ? time
        : throw Unexpected(name, "a time from 1970 to 2200");

    public DateTimeOffset RequiredTime(string name) => Time(name) ?? throw Missing(name);

    /// <returns>Null when the member is absent or null.</returns>
    public SquareMoney? Money(string name) => Child(name) is { } money ? SquareMoney.Of(money) : null;

    public SquareMoney RequiredMoney(string name) => Money(name) ?? throw Missing(name);

    /// <summary>The amount of money that belongs to another one and must have its currency; 0 when the member is absent.</summary>
    public decimal PartOf(SquareMoney whole, string name) =>
        Money(name) is not { } part ? 0m
        : part.Currency == whole.Currency ? part.Amount
        : throw new SquareShapeException($"'{name}' is in {part.Currency}, and what it is part of in {whole.Currency}.");

    JsonElement? Member(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    static string TextOf(JsonElement member, string name)
    {
        try
        {
            return member.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Unexpected(name, "a text without broken surrogate pairs");
        }
    }

    static SquareShapeException Missing(string name) => new($"'{name}' is missing.");

    static SquareShapeException Unexpected(string name, string expected) => new($"'{name}' is not {expected}.");
}

/// <summary>An object does not have the shape that Square documents. Becomes <see cref="SourceEvent.Unknown"/>.</summary>
sealed class SquareShapeException(string message) : Exception(message);
