using System.Globalization;
using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources;

/// <summary>An object in a vendor's JSON, read by name. Members that we do not know are normal: vendors add some all the time. One that
/// is there and is not what it should be throws <see cref="VendorShapeException"/>.</summary>
readonly struct VendorObject(JsonElement json)
{
    const long LastSecondOf2200 = 7_289_654_399;

    public string Id => RequiredText("id");

    /// <returns>Null when the member is absent or null.</returns>
    public string? Text(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.String ? TextOf(member, name)
        : throw Unexpected(name, "a text");

    /// <returns>Null when the member is absent, null or no text at all.</returns>
    public string? TextOrNull(string name) => Member(name) is { ValueKind: JsonValueKind.String } member ? TryText(member) : null;

    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    public long? Number(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number
        : throw Unexpected(name, "a whole number");

    public long RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    /// <summary>For vendors that send a whole number as such or as the text of its digits.</summary>
    /// <returns>Null when the member is absent or null.</returns>
    public long? Digits(string name) =>
        Member(name) is not { ValueKind: JsonValueKind.String } member ? Number(name)
        : long.TryParse(TextOf(member, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unexpected(name, "a whole number");

    /// <summary>A decimal number that is sent as a text, such as 10.00.</summary>
    /// <returns>Null when the member is absent or null.</returns>
    public decimal? Decimal(string name) =>
        Text(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
        : throw Unexpected(name, "a decimal number");

    /// <summary>A decimal number as a text or as a number, by the grammar of amounts of our own form.</summary>
    /// <returns>Null when the member is absent or null.</returns>
    public decimal? AnyDecimal(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && AmountText.TryParse(
            Encoding.UTF8.GetBytes(member.ValueKind == JsonValueKind.String ? TextOf(member, name) : member.GetRawText()),
            out var amount
        )
            ? amount
        : throw Unexpected(name, "a decimal number");

    /// <summary>Whether the member is there, be it null; for vendors that tell something by that alone.</summary>
    public bool Has(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out _);

    public bool? Flag(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : throw Unexpected(name, "true or false");

    /// <summary>A text, or the word for true or false: some vendors send either and mean the same.</summary>
    public string? TextOrFlag(string name) =>
        Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? (flag.GetBoolean() ? "true" : "false") : Text(name);

    /// <summary>The digits as sent, for figures that are only passed on.</summary>
    public string? RawNumber(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Number ? member.GetRawText()
        : throw Unexpected(name, "a number");

    /// <returns>Null when the member is absent or null.</returns>
    public VendorObject? Child(string name) =>
        Member(name) is not { } member ? null
        : member.ValueKind == JsonValueKind.Object ? new VendorObject(member)
        : throw Unexpected(name, "an object");

    public VendorObject RequiredChild(string name) => Child(name) ?? throw Missing(name);

    /// <summary>For vendors that send an object or only its id.</summary>
    /// <returns>Null when the member is absent, null or no object.</returns>
    public VendorObject? Expanded(string name) => Member(name) is { ValueKind: JsonValueKind.Object } member ? new VendorObject(member) : null;

    /// <summary>The id of a referenced object, whether it is expanded or not.</summary>
    public string? IdOf(string name) => Expanded(name)?.Id ?? Text(name);

    /// <returns>Empty when the member is absent or null.</returns>
    public IReadOnlyList<VendorObject> Objects(string name) =>
        Entries(name) is var entries && entries.All(entry => entry.ValueKind == JsonValueKind.Object)
            ? [.. entries.Select(entry => new VendorObject(entry))]
            : throw Unexpected(name, "an array of objects");

    /// <summary>Those entries that are objects; the others are ids that were not expanded.</summary>
    public IReadOnlyList<VendorObject> ExpandedObjects(string name) =>
        [.. Entries(name).Where(entry => entry.ValueKind == JsonValueKind.Object).Select(entry => new VendorObject(entry))];

    /// <summary>How many entries an array has, whatever they are; 0 when the member is absent or null.</summary>
    public int Count(string name) => Entries(name).Count;

    /// <summary>A time in the form of RFC 3339.</summary>
    /// <returns>Null when the member is absent or null.</returns>
    public DateTimeOffset? Time(string name) =>
        Text(name) is not { } text ? null
        : TimeText.TryParse(text, out var time) ? time
        : throw Unexpected(name, "a time from 1970 to 2200");

    public DateTimeOffset RequiredTime(string name) => Time(name) ?? throw Missing(name);

    /// <summary>A time as whole seconds since 1970.</summary>
    public DateTimeOffset RequiredUnixTime(string name) =>
        RequiredNumber(name) is >= 0 and <= LastSecondOf2200 and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Unexpected(name, "a time from 1970 to 2200");

    /// <summary>A time as whole milliseconds since 1970.</summary>
    public DateTimeOffset RequiredUnixMilliseconds(string name) =>
        RequiredNumber(name) is >= 0 and <= LastSecondOf2200 * 1000 and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Unexpected(name, "a time from 1970 to 2200");

    /// <summary>The names of all members, in their order.</summary>
    public IReadOnlyList<string> Names => json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject().Select(member => member.Name)] : [];

    public static VendorShapeException Missing(string name) => new($"'{name}' is missing.");

    public static VendorShapeException Unexpected(string name, string expected) => new($"'{name}' is not {expected}.");

    IReadOnlyList<JsonElement> Entries(string name) =>
        Member(name) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray()]
        : throw Unexpected(name, "an array");

    JsonElement? Member(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    static string TextOf(JsonElement member, string name) => TryText(member) ?? throw Unexpected(name, "a text without broken surrogate pairs");

    /// <returns>Null when the text holds a broken surrogate pair.</returns>
    public static string? TryText(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>An object does not have the shape that its vendor documents. Becomes <see cref="SourceEvent.Unknown"/>.</summary>
sealed class VendorShapeException(string message) : Exception(message);
