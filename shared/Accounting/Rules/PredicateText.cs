using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Accounting.Rules;

/// <summary>Reads what a condition asks of a field: a value, a range such as <c>&gt;= 10 and &lt; 100</c>, a pattern.</summary>
public static class PredicateText
{
    const int LongestPattern = 200;

    /// <summary>Of what an amount or number is compared with, on either side of zero: far beyond any amount, and small enough to be reckoned with.</summary>
    const decimal LargestBound = 100_000_000_000_000_000_000m;

    // A net below the net: matching without backtracking is linear already.
    static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    // Longer symbols first, so that ">=" is not read as ">".
    static readonly (string Symbol, ComparisonOperator Operator)[] Operators =
    [
        (">=", ComparisonOperator.GreaterOrEqual),
        ("<=", ComparisonOperator.LessOrEqual),
        ("!=", ComparisonOperator.NotEqual),
        (">", ComparisonOperator.Greater),
        ("<", ComparisonOperator.Less),
        ("=", ComparisonOperator.Equal),
    ];

    internal static string Symbol(ComparisonOperator comparison) => Operators.First(pair => pair.Operator == comparison).Symbol;

    /// <summary>The value or values that stand behind a field. A list means: any of them.</summary>
    public static bool TryParse(
        Field field,
        string text,
        [NotNullWhen(true)] out Predicate? predicate,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        predicate = null;
        problem = null;
        if (field is Field.Collection)
            problem = new(
                0,
                $"'{field}' is a list and has no value",
                $"Ask whether it is there ({field}: {{ exists: true }}), or for a field of it ({field}.…)."
            );
        else if (text.Length == 0)
            problem = new(0, $"'{field}' is compared with nothing", $"Write a value, or {field}: {{ exists: false }} if it must be missing.");
        else if (field is Field.Number || StartsWithOperator(text))
            return TryParseRange(field, text, out predicate, out problem);
        else if (Fields.IsKind(field) && !KindName.All.Contains(text))
            problem = new(0, $"'{text}' is no kind of transaction", Suggestion.For(text, KindName.All.ToList()));
        else if (field.Name == "currency" && !Currencies.TryFind(text, out _))
            problem = new(0, $"'{text}' is no ISO 4217 currency in use", "Write the three-letter code in capitals.");
        else
            predicate = new Predicate.OneOf([text]);
        return problem is null;
    }

    /// <summary>A glob (main-*) or, between slashes, a regular expression (/^vip-[0-9]+$/).</summary>
    public static bool TryParsePattern(string text, [NotNullWhen(true)] out Predicate? predicate, [NotNullWhen(false)] out ParseProblem? problem)
    {
        predicate = null;
        problem = null;
        if (text.Length is 0 or > LongestPattern)
        {
            problem = new(0, $"a pattern of {text.Length} characters", $"Write 1 to {LongestPattern} characters.");
            return false;
        }
        if (text.Length < 2 || text[0] != '/' || text[^1] != '/')
        {
            predicate = new Predicate.Glob(text);
            return true;
        }
        try
        {
            var expression = new Regex(text[1..^1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout);
            predicate = new Predicate.Expression(expression);
            return true;
        }
        catch (RegexParseException error)
        {
            problem = new(
                Math.Min(error.Offset + 1, text.Length - 1),
                $"the pattern {text} cannot be read",
                "Check brackets and escapes; for simple cases use a glob such as main-*."
            );
        }
        catch (NotSupportedException)
        {
            problem = new(0, $"the pattern {text} needs backtracking", "Write it without look-around and back-references.");
        }
        return false;
    }

    static bool StartsWithOperator(string text) => text[0] is '<' or '>' or '=' or '!';

    static bool TryParseRange(Field field, string text, [NotNullWhen(true)] out Predicate? predicate, [NotNullWhen(false)] out ParseProblem? problem)
    {
        predicate = null;
        problem = null;
        if (field is Field.Text { Name: var name } && !name.StartsWith("attributes.", StringComparison.Ordinal))
        {
            problem = new(0, $"'{text}' is a range, but '{field}' is a text", "Write the text itself, or { matches: … } for a pattern.");
            return false;
        }
        var comparisons = new List<Comparison>();
        var offset = 0;
        foreach (var part in text.Split(" and "))
        {
            if (!TryParseComparison(part.Trim(), out var comparison, out problem))
            {
                problem = problem with { Offset = offset + part.Length - part.TrimStart().Length + problem.Offset };
                return false;
            }
            comparisons.Add(comparison);
            offset += part.Length + " and ".Length;
        }
        predicate = new Predicate.Compares(comparisons);
        return true;
    }

    internal static bool TryTakeOperator(string text, out ComparisonOperator found, out string rest)
    {
        foreach (var (symbol, candidate) in Operators)
        {
            if (!text.StartsWith(symbol, StringComparison.Ordinal))
                continue;
            found = candidate;
            rest = text[symbol.Length..];
            return true;
        }
        found = ComparisonOperator.Equal;
        rest = text;
        return false;
    }

    static bool TryParseComparison(string text, [NotNullWhen(true)] out Comparison? comparison, [NotNullWhen(false)] out ParseProblem? problem)
    {
        comparison = null;
        problem = null;
        TryTakeOperator(text, out var symbol, out var rest);
        var number = rest.Trim();
        if (!decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var bound))
            problem = IsDigits(number)
                ? TooLarge(text, number)
                : new(0, $"'{text}' is no number and no range", "Write a number (10.00), a bound (>= 10) or a range (>= 10 and < 100).");
        else if (Math.Abs(bound) > LargestBound)
            problem = TooLarge(text, number);
        else
            comparison = new Comparison(symbol, bound);
        return comparison is not null;
    }

    /// <summary>What is no number only because it has too many digits.</summary>
    static bool IsDigits(string text) =>
        text.TrimStart('-', '+') is { Length: > 28 } digits && digits.All(c => char.IsAsciiDigit(c) || c == '.') && digits.Count(c => c == '.') <= 1;

    static ParseProblem TooLarge(string text, string number) =>
        new(
            text.Length - number.Length,
            $"{number} is larger than anything that it can be compared with",
            string.Create(CultureInfo.InvariantCulture, $"Write a bound of at most {LargestBound}, or leave the bound out.")
        );
}
