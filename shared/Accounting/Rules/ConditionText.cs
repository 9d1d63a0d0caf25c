using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>Reads a condition on one line: <c>tip != 0</c>, <c>attributes.status = won and gross &gt;= 10</c>.</summary>
public static class ConditionText
{
    const string And = " and ";

    public static bool TryParse(
        string text,
        ElementKind scope,
        [NotNullWhen(true)] out Condition? condition,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        condition = null;
        var tests = new List<Condition>();
        var offset = 0;
        foreach (var part in text.Split(And))
        {
            var lead = part.Length - part.TrimStart().Length;
            if (!TryParseTest(part.Trim(), scope, out var test, out problem))
            {
                problem = problem with { Offset = problem.Offset + offset + lead };
                return false;
            }
            tests.Add(test);
            offset += part.Length + And.Length;
        }
        condition = tests.Count == 1 ? tests[0] : new Condition.All(tests);
        problem = null;
        return true;
    }

    static bool TryParseTest(
        string text,
        ElementKind scope,
        [NotNullWhen(true)] out Condition? condition,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        condition = null;
        var nameEnd = text.AsSpan().IndexOfAny(" <>=!");
        var name = nameEnd < 0 ? text : text[..nameEnd];
        var rest = nameEnd < 0 ? "" : text[nameEnd..].TrimStart();
        if (!Fields.TryFind(name, scope, out var field, out var advice))
        {
            problem = new(0, $"unknown field '{name}'", advice);
            return false;
        }
        if (!PredicateText.TryTakeOperator(rest, out var symbol, out var value))
        {
            problem = new(name.Length, $"'{text}' compares nothing", $"Write a comparison such as {name} != 0 or {name} = value.");
            return false;
        }
        var isOrder = symbol is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        var operand = field is Field.Number || isOrder ? rest : value.Trim().Trim('\'');
        if (!PredicateText.TryParse(field, operand, out var predicate, out problem))
        {
            problem = problem with { Offset = text.Length - rest.Length };
            return false;
        }
        condition = new Condition.Test(field, predicate);
        if (symbol == ComparisonOperator.NotEqual && predicate is not Predicate.Compares)
            condition = new Condition.Not(condition);
        return true;
    }
}
