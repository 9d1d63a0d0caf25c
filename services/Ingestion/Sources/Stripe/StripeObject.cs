using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>An object of Stripe's API, read by name. Members that we do not know are normal: Stripe adds some every month.</summary>
readonly struct StripeObject(JsonElement json)
{
    public string Id => Text("id") ?? throw new StripeShapeException("An object has no 'id'.");

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

    public bool? Flag(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : throw Unexpected(name, "true or false");

    /// <summary>The digits as sent, for figures that are only passed on.</summary>
    public string? RawNumber(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Number ? member.GetRawText()
        : throw Unexpected(name, "a number");

    /// <returns>Null when the member is absent, null or no object: a reference that was not expanded is a text.</returns>
    public StripeObject? Child(string name) => Member(name) is { ValueKind: JsonValueKind.Object } member ? new StripeObject(member) : null;

    /// <summary>The id of a referenced object, whether it is expanded or not.</summary>
    public string? IdOf(string name) => Child(name)?.Id ?? Text(name);

    /// <returns>Empty when the member is absent or null. Entries that were not expanded are left out.</returns>
    public IReadOnlyList<StripeObject> Objects(string name) =>
        Member(name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array
            ? [.. member.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Select(entry => new StripeObject(entry))]
        : throw Unexpected(name, "an array");

    public DateTimeOffset RequiredTime(string name)
    {
        var seconds = RequiredNumber(name);
        return seconds is >= 0 and <= LastSecondOf2200
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Unexpected(name, "a time from 1970 to 2200");
    }

    const long LastSecondOf2200 = 7_289_654_399;

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

    static StripeShapeException Missing(string name) => new($"'{name}' is missing.");

    static StripeShapeException Unexpected(string name, string expected) => new($"'{name}' is not {expected}.");
}

/// <summary>An object does not have the shape that Stripe documents. Becomes <see cref="SourceEvent.Unknown"/>.</summary>
sealed class StripeShapeException(string message) : Exception(message);
