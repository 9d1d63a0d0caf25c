using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>A search domain: conditions of which all must hold, where <c>|</c> and <c>&amp;</c> stand before two and <c>!</c> before one.</summary>
internal sealed class OdooDomain
{
    readonly List<Func<OdooRow, bool>> all = [];
    readonly HashSet<string> fields = [];
    readonly Dictionary<string, IReadOnlySet<int>> among = [];

    OdooDomain() { }

    /// <exception cref="OdooError">It is none.</exception>
    public static OdooDomain Read(JsonNode? given)
    {
        if (given is not JsonArray array)
            throw OdooError.Value("Domain() invalid item in domain: it must be a list.");
        var domain = new OdooDomain();
        for (var place = 0; place < array.Count; )
        {
            if (array[place] is JsonArray { Count: 3 } leaf && Text(leaf[1]) == "in" && Text(leaf[0]) is { } field && leaf[2] is JsonArray ids)
                domain.among[field] = ids.Select(Plain).OfType<decimal>().Select(id => (int)id).ToHashSet();
            domain.all.Add(domain.One(array, ref place));
        }
        return domain;
    }

    /// <summary>The numbers among which the field must be; null when it may be others.</summary>
    public IReadOnlySet<int>? Among(string field) => among.GetValueOrDefault(field);

    public bool Mentions(string field) => fields.Contains(field);

    public bool Matches(OdooRow row) => all.TrueForAll(holds => holds(row));

    Func<OdooRow, bool> One(JsonArray array, ref int place)
    {
        if (place >= array.Count)
            throw OdooError.Value("Domain() an operator has too few operands.");
        var item = array[place++];
        if (item is JsonArray { Count: 3 } leaf && Text(leaf[0]) is { } path && Text(leaf[1]) is { } comparison)
        {
            fields.Add(path);
            return Leaf(path.Split('.'), comparison, leaf[2]);
        }
        if (Text(item) == "!")
        {
            var operand = One(array, ref place);
            return row => !operand(row);
        }
        if (Text(item) is not ("|" or "&"))
            throw OdooError.Value($"Domain() invalid item in domain: {item?.ToJsonString()}");
        var (first, second) = (One(array, ref place), One(array, ref place));
        return Text(item) == "|" ? row => first(row) || second(row) : row => first(row) && second(row);
    }

    static Func<OdooRow, bool> Leaf(string[] path, string comparison, JsonNode? value)
    {
        switch (comparison)
        {
            case "in" or "parent_of":
                var wanted = (value as JsonArray ?? throw OdooError.Value($"'{comparison}' needs a list.")).Select(Plain).ToHashSet();
                return path.Length == 1 && !wanted.Any(item => item is not string)
                    ? row => row.Field(path[0]) is string text && wanted.Contains(text)
                    : row => At(row, path, 0).Any(held => wanted.Contains(Comparable(held, wanted)));
            case "=like":
                var pattern = Text(value) ?? throw OdooError.Value("'=like' needs a text.");
                return row => At(row, path, 0).Any(held => held is string text && Like(text, pattern));
            case "=":
                var equal = Plain(value);
                return row => At(row, path, 0).DefaultIfEmpty(null).Any(held => Equals(Comparable(held, [equal]), equal));
            case ">" or ">=" or "<" or "<=":
                var bound = Plain(value) ?? throw OdooError.Value($"'{comparison}' needs a value.");
                return row => At(row, path, 0).Any(held => held is not null && Holds(comparison, Order(held, bound)));
            default:
                throw OdooError.Value($"The operator '{comparison}' is not played here.");
        }
    }

    /// <summary>The values at the end of a path; of records in between, those of each.</summary>
    static IEnumerable<object?> At(OdooRow row, string[] path, int from)
    {
        var value = row.Field(path[from]);
        if (from == path.Length - 1)
            return value is IEnumerable<OdooRow> rows ? rows.Cast<object?>() : [value];
        return value switch
        {
            OdooRow one => At(one, path, from + 1),
            IEnumerable<OdooRow> many => many.SelectMany(one => At(one, path, from + 1)),
            _ => [],
        };
    }

    /// <summary>Records are compared by their ids, or by their names with text; nothing is false.</summary>
    static object? Comparable(object? held, IReadOnlyCollection<object?> with) =>
        held switch
        {
            null => false,
            OdooRow row => with.Any(other => other is string) ? row.DisplayName : (decimal)row.Id,
            int number => (decimal)number,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => held,
        };

    static object? Plain(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.Null or JsonValueKind.False => false,
            JsonValueKind.True => true,
            JsonValueKind.Number => value.GetValue<decimal>(),
            JsonValueKind.String => value.GetValue<string>(),
            _ => throw OdooError.Value($"Invalid value in domain: {value.ToJsonString()}"),
        };

    static int Order(object held, object bound) =>
        (held, bound) switch
        {
            (int number, decimal other) => ((decimal)number).CompareTo(other),
            (decimal number, decimal other) => number.CompareTo(other),
            (DateOnly day, string other) => string.CompareOrdinal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), other),
            (DateTimeOffset moment, string other) => moment.CompareTo(Moment(other)),
            _ => throw OdooError.Value($"'{held}' cannot be compared with '{bound}'."),
        };

    static bool Holds(string comparison, int order) =>
        comparison switch
        {
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            _ => order <= 0,
        };

    static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : throw OdooError.Value($"'{text}' is no moment.");

    // An underscore is any character; nothing else is played.
    static bool Like(string text, string pattern) =>
        text.Length == pattern.Length && pattern.Zip(text).All(pair => pair.First is '_' || pair.First == pair.Second);

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
