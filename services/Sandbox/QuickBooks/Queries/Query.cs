namespace AccountingSync.Sandbox.QuickBooks.Queries;

/// <summary>A query that was understood.</summary>
internal sealed record Query(
    string Entity,
    bool CountOnly,
    IReadOnlyList<string> Columns,
    IReadOnlyList<QueryCondition> Conditions,
    string? OrderBy,
    bool Descending,
    int StartPosition,
    int MaxResults
);

/// <summary>One comparison of a property with one value, or with several for <c>in</c>.</summary>
internal sealed record QueryCondition(string Field, string Operator, IReadOnlyList<string> Values);

/// <summary>What became of a query's text.</summary>
internal abstract record ParsedQuery
{
    ParsedQuery() { }

    public sealed record Understood(Query Query) : ParsedQuery;

    public sealed record Refused(QuickBooksFault Fault) : ParsedQuery;
}
