namespace AccountingSync.Accounting.Summaries;

/// <summary>Which entries of a day go into one summary: those that agree in these fields, and in their currencies.</summary>
/// <param name="Fields"><c>source</c>, <c>rule</c>, or the name of a dimension.</param>
public sealed record SummaryGrouping(IReadOnlyList<string> Fields)
{
    const string Source = "source";
    const string Rule = "rule";

    /// <summary>The group's name: the values of the fields and the currencies, like <c>stripe/Main Street/USD</c>.</summary>
    public string GroupOf(string source, string rule, IReadOnlyList<JournalLine> lines) =>
        string.Join('/', Fields.Select(field => Name(ValuesOf(field, source, rule, lines))).Append(Name(lines.Select(line => line.Currency))));

    static IEnumerable<string> ValuesOf(string field, string source, string rule, IReadOnlyList<JournalLine> lines) =>
        field switch
        {
            Source => [source],
            Rule => [rule],
            _ => lines.Select(line => line.Dimensions?.GetValueOrDefault(field)).OfType<string>(),
        };

    /// <summary>An entry whose lines have several values of a dimension is of the group of all of these: an entry is never split.</summary>
    internal static string Name(IEnumerable<string> values)
    {
        var names = values.Distinct().Order(StringComparer.Ordinal).Select(Escaped);
        return string.Join('+', names) is { Length: > 0 } text ? text : "-";
    }

    static string Escaped(string value) =>
        value
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("/", "%2F", StringComparison.Ordinal)
            .Replace("+", "%2B", StringComparison.Ordinal);
}
