using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>Some of a transaction's items, taxes or tenders: <c>items[kind=product]</c>, <c>tenders[method!=cash|gift_card]</c>.</summary>
public sealed record Selection(ElementKind Of, IReadOnlyList<SelectionTest> Tests)
{
    readonly SelectionTest[] tests = [.. Tests];

    internal bool Takes(object element)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(element))
                return false;
        }
        return true;
    }

    internal decimal Total(SourceTransaction transaction)
    {
        var total = 0m;
        var count = Elements.Count(transaction, Of);
        for (var i = 0; i < count; i++)
        {
            var element = Elements.At(transaction, Of, i)!;
            if (Takes(element))
                total += Elements.Amount(element);
        }
        return total;
    }

    public override string ToString() => Tests.Count == 0 ? Of.Collection() : $"{Of.Collection()}[{string.Join(", ", Tests)}]";

    public static bool TryParse(string text, [NotNullWhen(true)] out Selection? selection, [NotNullWhen(false)] out ParseProblem? problem)
    {
        selection = null;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var name = (bracket < 0 ? text : text[..bracket]).Trim();
        var of = Elements.OfCollection(name);
        problem =
            of == ElementKind.None ? new(0, $"'{name}' is no list", Suggestion.For(name, Elements.Collections))
            : bracket >= 0 && !text.EndsWith(']') ? new(text.Length - 1, $"'{text}' has no closing bracket", "Write it like items[kind=product].")
            : null;
        if (problem is not null)
            return false;
        var parsed = new List<SelectionTest>();
        if (bracket >= 0)
        {
            var offset = bracket + 1;
            foreach (var part in text[(bracket + 1)..^1].Split(','))
            {
                if (!SelectionTest.TryParse(part, of, out var test, out problem))
                {
                    problem = problem with { Offset = problem.Offset + offset };
                    return false;
                }
                parsed.Add(test);
                offset += part.Length + 1;
            }
        }
        selection = new Selection(of, parsed);
        return true;
    }
}

/// <summary>One test of a filter: the field is one of the values, or (negated) none of them.</summary>
public sealed record SelectionTest(Field.Text Field, bool Negated, IReadOnlyList<string> Values)
{
    readonly Predicate.OneOf values = new(Values);

    internal bool Holds(object element) => values.Holds(Field.Read(null!, element)) != Negated;

    public override string ToString() => $"{Field}{(Negated ? "!=" : "=")}{string.Join('|', Values)}";

    internal static bool TryParse(
        string text,
        ElementKind of,
        [NotNullWhen(true)] out SelectionTest? test,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        test = null;
        problem = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var negated = equals > 0 && text[equals - 1] == '!';
        var name = equals < 0 ? text.Trim() : text[..(negated ? equals - 1 : equals)].Trim();
        var fields = Fields.OfElement(of).OfType<Field.Text>().ToArray();
        var field = Array.Find(fields, candidate => candidate.Name == name);
        string[] wanted = equals < 0 ? [] : [.. text[(equals + 1)..].Split('|').Select(value => value.Trim())];
        if (field is null)
            problem = new(0, $"'{name}' is no text of {of.Collection()}", Suggestion.For(name, [.. fields.Select(candidate => candidate.Name)]));
        else if (wanted.Length == 0 || wanted.Contains(""))
            problem = new(0, $"'{text.Trim()}' compares with nothing", $"Write it like {name}=value or {name}=this|that.");
        else
            test = new SelectionTest(field, negated, wanted);
        return test is not null;
    }
}
