using System.Globalization;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>One thing in a rule file that cannot stay as it is.</summary>
/// <param name="Line">From 1, as <paramref name="Column"/>.</param>
/// <param name="RuleId">The rule it stands in, when it stands in one that has an id.</param>
public sealed record RuleError(string File, int Line, int Column, string? RuleId, string Found, string Advice)
{
    /// <summary><c>retail.yaml:23:14: rule sale: unknown amount 'grosss'. Did you mean 'gross'?</c></summary>
    public override string ToString()
    {
        var rule = RuleId is null ? "" : $"rule {RuleId}: ";
        return string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {rule}{Found}. {Advice}");
    }

    /// <summary>The message, the line of the file and a caret below the place.</summary>
    public string Render(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (Line > lines.Length)
            return ToString();
        var number = Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var caret = new string(' ', Math.Max(Column - 1, 0));
        return $"{this}\n{number} | {lines[Line - 1].TrimEnd()}\n      | {caret}^";
    }
}

/// <summary>The errors of one file in the order in which they stand in it, and the rule that is being read.</summary>
sealed class RuleErrors(string file)
{
    readonly List<RuleError> errors = [];

    public string? RuleId { get; set; }

    public IReadOnlyList<RuleError> All => [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    public int Count => errors.Count;

    public void Add(int line, int column, string found, string advice) => errors.Add(new RuleError(file, line, column, RuleId, found, advice));

    public void Add(YamlPiece piece, string found, string advice) => Add(piece.Line, piece.Column, found, advice);

    /// <summary>A problem inside a scalar's text.</summary>
    public void Add(YamlPiece.Scalar scalar, ParseProblem problem) =>
        Add(scalar.Line, scalar.ColumnAt(problem.Offset), problem.Found, problem.Advice);
}
