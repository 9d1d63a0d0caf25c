using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>When it applies, and which lines it then makes.</summary>
public sealed record Rule
{
    public const int DefaultPriority = 100;

    public required string Id { get; init; }

    /// <summary>Of the rules that match, the one with the highest priority is used.</summary>
    public int Priority { get; init; } = DefaultPriority;
    public required Condition When { get; init; }

    /// <summary>None where <see cref="Reverse"/> says that another transaction's lines are taken back.</summary>
    public required IReadOnlyList<RuleLine> Lines { get; init; }
    public Reversing? Reverse { get; init; }

    /// <summary>What must be true of the books when everything about the transaction is in them; null when nothing is asserted.</summary>
    public ClearingAssertion? Assert { get; init; }

    /// <summary>Where it stands in the set's file, for messages; both from 1.</summary>
    public (int Line, int Column) Place { get; init; } = (1, 1);

    /// <summary>Null for the usual "sale square s-1".</summary>
    public TextTemplate? Description { get; init; }
}

/// <summary>One line of a rule; with <see cref="Each"/> one journal line per element.</summary>
public sealed record RuleLine
{
    /// <summary>Where it stands in the set's file; both from 1.</summary>
    public (int Line, int Column) Place { get; init; } = (1, 1);
    public required bool IsDebit { get; init; }
    public required AccountTemplate Account { get; init; }
    public required Amount Amount { get; init; }
    public Selection? Each { get; init; }
    public Condition? If { get; init; }
    public TextTemplate? Memo { get; init; }
    public IReadOnlyList<RuleDimension> Dimensions { get; init; } = [];

    /// <summary>The field that holds the tax code.</summary>
    public Field.Text? Tax { get; init; }
}

/// <param name="Name">location, class, department …</param>
public sealed record RuleDimension(string Name, Field.Text Field)
{
    readonly Recent<IReadOnlyDictionary<string, string>> recent = new();

    /// <summary>This dimension alone. Most lines that have any have the transaction's location and nothing else: one object for all of them, which nobody
    /// changes.</summary>
    internal IReadOnlyDictionary<string, string> Of(string value) =>
        recent.Find(value) ?? recent.Add(value, new Dictionary<string, string>(1) { [Name] = value });
}
