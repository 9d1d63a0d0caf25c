using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>An example inside a rule set: this transaction must come out like that.</summary>
/// <param name="Line">Where it stands in the set's file, for messages.</param>
public sealed record RuleFixture(string Name, SourceTransaction Given, FixtureExpectation Expect, int Line)
{
    /// <summary>What came before it, the earliest first: the sale of which it gives back a part, and other refunds of that.</summary>
    public IReadOnlyList<SourceTransaction> After { get; init; } = [];
}

public abstract record FixtureExpectation
{
    FixtureExpectation() { }

    /// <summary>An entry with exactly these lines, in any order, each written as <see cref="LineText"/> writes them.</summary>
    /// <param name="Rule">The rule that must have made it; null when it does not matter.</param>
    public sealed record Posts(IReadOnlyList<string> Lines, DateOnly? Date, string? Rule) : FixtureExpectation;

    public sealed record Holds(string ReasonCode) : FixtureExpectation;
}

/// <param name="Message">What was expected and what came out, one line each, for a person.</param>
public sealed record FixtureFailure(string Name, int Line, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: test '{Name}': {Message}");
}
