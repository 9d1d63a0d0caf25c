using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Accounting.Rules;

/// <summary>What a condition asks of one field's value.</summary>
public abstract record Predicate
{
    Predicate() { }

    /// <summary>A missing text is null; only <see cref="Exists"/> can say something good about it.</summary>
    internal abstract bool Holds(string? value);

    internal abstract bool Holds(decimal value);

    /// <summary>The rest of a sentence that begins with the field: "is one of card, wallet".</summary>
    internal abstract string Describe();

    public sealed override string ToString() => Describe();

    /// <summary>Exactly one of these texts; upper and lower case differ.</summary>
    public sealed record OneOf(IReadOnlyList<string> Values) : Predicate
    {
        readonly string[] values = [.. Values];

        internal override bool Holds(string? value)
        {
            foreach (var candidate in values)
            {
                if (string.Equals(candidate, value, StringComparison.Ordinal))
                    return true;
            }
            return false;
        }

        internal override bool Holds(decimal value) => false;

        internal override string Describe() =>
            values.Length == 1 ? $"is {values[0]}" : $"is one of {string.Join(", ", values.Order(StringComparer.Ordinal))}";
    }

    public sealed record Exists(bool Wanted) : Predicate
    {
        internal override bool Holds(string? value) => value is not null == Wanted;

        internal override bool Holds(decimal value) => Wanted;

        internal override string Describe() => Wanted ? "exists" : "does not exist";
    }

    /// <summary>Every comparison holds. A text that is no number fulfils none.</summary>
    public sealed record Compares(IReadOnlyList<Comparison> Comparisons) : Predicate
    {
        internal override bool Holds(string? value) =>
            decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Holds(number);

        internal override bool Holds(decimal value)
        {
            foreach (var comparison in Comparisons)
            {
                if (!comparison.Holds(value))
                    return false;
            }
            return true;
        }

        internal override string Describe() => $"is {string.Join(" and ", Comparisons)}";
    }

    /// <summary>The whole text fits the glob: * stands for any run of characters, ? for one.</summary>
    public sealed record Glob(string Pattern) : Predicate
    {
        internal override bool Holds(string? value) => value is not null && Fits(Pattern, value);

        internal override bool Holds(decimal value) => false;

        internal override string Describe() => $"matches {Pattern}";

        /// <summary>Linear in practice, quadratic at worst; never exponential.</summary>
        static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
        {
            int p = 0,
                t = 0,
                star = -1,
                resume = 0;
            while (t < text.Length)
            {
                if (p < pattern.Length && pattern[p] == '*')
                {
                    star = p++;
                    resume = t;
                }
                else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
                {
                    p++;
                    t++;
                }
                else if (star >= 0)
                {
                    p = star + 1;
                    t = ++resume;
                }
                else
                    return false;
            }
            return pattern[p..].TrimStart('*').IsEmpty;
        }
    }

    /// <summary>A regular expression without backtracking, so its time grows only with the text.</summary>
    public sealed record Expression(Regex Regex) : Predicate
    {
        internal override bool Holds(string? value) => value is not null && Regex.IsMatch(value);

        internal override bool Holds(decimal value) => false;

        internal override string Describe() => $"matches /{Regex}/";
    }
}

public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One bound of a range, as in <c>&gt;= 10</c>.</summary>
public sealed record Comparison(ComparisonOperator Operator, decimal Bound)
{
    internal bool Holds(decimal value) =>
        Operator switch
        {
            ComparisonOperator.Equal => value == Bound,
            ComparisonOperator.NotEqual => value != Bound,
            ComparisonOperator.Less => value < Bound,
            ComparisonOperator.LessOrEqual => value <= Bound,
            ComparisonOperator.Greater => value > Bound,
            ComparisonOperator.GreaterOrEqual => value >= Bound,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public override string ToString() => $"{PredicateText.Symbol(Operator)} {Bound.ToString(CultureInfo.InvariantCulture)}";
}
