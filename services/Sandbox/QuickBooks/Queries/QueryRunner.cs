using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks.Queries;

/// <summary>Answers a query from the books.</summary>
internal static class QueryRunner
{
    public static IReadOnlyList<StoredObject> Matches(Query query, Books books)
    {
        var matching = Candidates(query, books).Where(stored => query.Conditions.All(condition => Holds(condition, stored)));
        // List entities hide what is inactive unless the query speaks of it.
        if (query.Entity == EntityNames.Account && query.Conditions.All(condition => condition.Field != "Active"))
            matching = matching.Where(stored => stored.Field("Active") != "False");
        return query.OrderBy is null ? [.. matching] : Ordered(matching, query.OrderBy, query.Descending);
    }

    /// <summary>The rows of the page that the query asks for, as JSON.</summary>
    public static IReadOnlyList<string> Page(Query query, IReadOnlyList<StoredObject> matches, Books books) =>
        [
            .. matches
                .Skip(query.StartPosition - 1)
                .Take(query.MaxResults)
                .Select(stored => stored.Entity == EntityNames.Account ? AccountRules.WithBalance(stored, books) : stored)
                .Select(stored => query.Columns.Count == 0 ? stored.Json : Project(stored, query.Columns)),
        ];

    // Looking entries up by document number is what clients do before they write: it must not scan.
    static IEnumerable<StoredObject> Candidates(Query query, Books books)
    {
        var byNumber = query.Conditions.FirstOrDefault(condition =>
            query.Entity == EntityNames.JournalEntry && condition.Field == "DocNumber" && condition.Operator is "=" or "in"
        );
        return byNumber is null
            ? books.Live(query.Entity)
            : byNumber.Values.Distinct().SelectMany(books.LiveWithDocNumber).OrderBy(stored => stored.Number);
    }

    static bool Holds(QueryCondition condition, StoredObject stored)
    {
        if (condition.Operator == "in")
            return condition.Values.Any(value => Compare(condition.Field, stored, value) == 0);
        var value = condition.Values[0];
        if (condition.Operator == "like")
            return stored.Field(condition.Field) is { } text && Like(text, value);
        return Compare(condition.Field, stored, value) is { } order
            && condition.Operator switch
            {
                "=" => order == 0,
                "<" => order < 0,
                ">" => order > 0,
                "<=" => order <= 0,
                _ => order >= 0,
            };
    }

    /// <summary>How the object's property stands to a written value; null when they cannot be compared.</summary>
    static int? Compare(string field, StoredObject stored, string value)
    {
        switch (field)
        {
            case "MetaData.LastUpdatedTime":
                return Instant(value) is { } updated ? stored.UpdatedAt.CompareTo(updated) : null;
            case "MetaData.CreateTime":
                return Instant(value) is { } created ? stored.CreatedAt.CompareTo(created) : null;
            case "Id":
                return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? stored.Number.CompareTo(id) : null;
            case "TotalAmt":
                return decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var total)
                    ? stored.Journal?.Total.CompareTo(total)
                    : null;
            default:
                return stored.Field(field) is { } text
                    ? string.Compare(text, value, bool.TryParse(value, out _) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                    : null;
        }
    }

    static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    static bool Like(string text, string pattern)
    {
        var start = pattern.StartsWith('%');
        var end = pattern.EndsWith('%');
        var core = pattern.Trim('%');
        return (start, end) switch
        {
            (true, true) => text.Contains(core, StringComparison.OrdinalIgnoreCase),
            (true, false) => text.EndsWith(core, StringComparison.OrdinalIgnoreCase),
            (false, true) => text.StartsWith(core, StringComparison.OrdinalIgnoreCase),
            _ => text.Equals(core, StringComparison.OrdinalIgnoreCase),
        };
    }

    static List<StoredObject> Ordered(IEnumerable<StoredObject> matching, string field, bool descending)
    {
        Comparison<StoredObject> ascending = field switch
        {
            "Id" => (one, other) => one.Number.CompareTo(other.Number),
            "MetaData.LastUpdatedTime" => (one, other) => one.UpdatedAt.CompareTo(other.UpdatedAt),
            "MetaData.CreateTime" => (one, other) => one.CreatedAt.CompareTo(other.CreatedAt),
            "TotalAmt" => (one, other) => Nullable.Compare(one.Journal?.Total, other.Journal?.Total),
            _ => (one, other) => string.CompareOrdinal(one.Field(field), other.Field(field)),
        };
        var comparer = Comparer<StoredObject>.Create(ascending);
        return [.. descending ? matching.OrderDescending(comparer) : matching.Order(comparer)];
    }

    static string Project(StoredObject stored, IReadOnlyList<string> columns)
    {
        var document = stored.Document();
        var row = new JsonObject { ["domain"] = "QBO", ["sparse"] = true };
        foreach (var column in columns.Select(column => column.Split('.')[0]).Distinct())
        {
            if (document[column] is { } value)
                row[column] = value.DeepClone();
        }
        return row.ToJsonString(Wire.Relaxed);
    }
}
