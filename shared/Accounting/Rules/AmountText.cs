using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>Reads an amount: <c>gross - tip</c>, <c>0.5 * shipping</c>, <c>net - items[kind=gift_card].net</c>, <c>paid_by.gift_card</c>.</summary>
public static class AmountText
{
    const string PaidBy = "paid_by.";
    const int MostTerms = 20;

    // Beyond these a product of coefficient and amount could leave the range or the precision of a decimal.
    const decimal LargestCoefficient = 1000m;
    const int MostDecimals = 8;

    public static bool TryParse(
        string text,
        ElementKind scope,
        [NotNullWhen(true)] out Amount? amount,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        amount = null;
        var terms = new List<AmountTerm>();
        foreach (var (offset, sign, body) in Split(text))
        {
            if (!TryParseTerm(body, scope, out var term, out problem))
            {
                problem = problem with { Offset = problem.Offset + offset };
                return false;
            }
            terms.Add(term with { Coefficient = sign * term.Coefficient });
        }
        problem = terms.Count > MostTerms ? new(0, $"an amount of {terms.Count} terms", $"At most {MostTerms} are read; split the line.") : null;
        if (problem is not null)
            return false;
        amount = new Amount(terms);
        return true;
    }

    /// <summary>The terms between + and - signs that stand outside brackets. Inside a name, as in paid_by.e-money, a hyphen
    /// is part of the name: a sign has a space on its left or starts the text.</summary>
    static IEnumerable<(int Offset, int Sign, string Body)> Split(string text)
    {
        var depth = 0;
        var start = 0;
        var sign = 1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length)
            {
                depth +=
                    text[i] == '[' ? 1
                    : text[i] == ']' ? -1
                    : 0;
                var isSign = depth == 0 && text[i] is '+' or '-' && (string.IsNullOrWhiteSpace(text[..i]) || text[i - 1] is ' ' or ']');
                if (!isSign)
                    continue;
            }
            var body = text[start..i];
            if (i == text.Length || !string.IsNullOrWhiteSpace(text[..i]))
                yield return (start + body.Length - body.TrimStart().Length, sign, body.Trim());
            if (i < text.Length)
                sign = text[i] == '-' ? -1 : 1;
            start = i + 1;
        }
    }

    static bool TryParseTerm(string text, ElementKind scope, [NotNullWhen(true)] out AmountTerm? term, [NotNullWhen(false)] out ParseProblem? problem)
    {
        term = null;
        var coefficient = 1m;
        var name = text;
        var nameAt = 0;
        var star = text.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0)
        {
            if (!TryParseCoefficient(text[..star].Trim(), out coefficient))
            {
                problem = new(
                    0,
                    $"'{text}' multiplies by something that is no plain number",
                    $"Write a number of at most {LargestCoefficient} and {MostDecimals} decimals before the *, as in 0.5 * shipping; components cannot be multiplied with each other."
                );
                return false;
            }
            name = text[(star + 1)..].TrimStart();
            nameAt = text.Length - name.Length;
        }
        if (!TryFindComponent(name, scope, out var component, out problem))
        {
            problem = problem with { Offset = problem.Offset + nameAt };
            return false;
        }
        term = new AmountTerm(coefficient, component);
        return true;
    }

    static bool TryParseCoefficient(string text, out decimal coefficient) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out coefficient)
        && coefficient <= LargestCoefficient
        && coefficient.Scale <= MostDecimals;

    static bool TryFindComponent(
        string name,
        ElementKind scope,
        [NotNullWhen(true)] out Component? component,
        [NotNullWhen(false)] out ParseProblem? problem
    )
    {
        component = null;
        problem = null;
        if (name.Length == 0)
            problem = new(0, "an amount is missing here", $"Name one: {string.Join(", ", KnownNames(scope))}.");
        else if (decimal.TryParse(name, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
            problem = new(0, $"'{name}' is a fixed amount", "A line posts what the transaction says: name a component such as gross or net.");
        else if (scope != ElementKind.None)
        {
            if (ElementNames(scope).Contains(name))
                component = new Component.OfElement(scope);
            else if (KnownNames(ElementKind.None).Contains(name) || name.Contains('.', StringComparison.Ordinal))
                problem = new(
                    0,
                    $"'{name}' belongs to the whole transaction and would be posted once per {scope.Singular()}",
                    $"Inside 'each' write {ElementNames(scope)[0]}; or use a line without 'each'."
                );
            else
                problem = new(0, $"unknown amount '{name}'", Suggestion.For(name, KnownNames(scope)));
        }
        else if (name.StartsWith(PaidBy, StringComparison.Ordinal) && name.Length > PaidBy.Length)
            return TryParseTotal($"tenders[method={name[PaidBy.Length..]}].amount", out component, out problem);
        else if (name.Contains('.', StringComparison.Ordinal) || name.Contains('[', StringComparison.Ordinal))
            return TryParseTotal(name, out component, out problem);
        else
        {
            component = Component.Part.All.FirstOrDefault(part => part.Name == name);
            if (component is null)
                problem = new(0, $"unknown amount '{name}'", Suggestion.For(name, KnownNames(scope)));
        }
        return component is not null;
    }

    static bool TryParseTotal(string text, [NotNullWhen(true)] out Component? component, [NotNullWhen(false)] out ParseProblem? problem)
    {
        component = null;
        var bracket = text.LastIndexOf(']');
        var dot = text.IndexOf('.', bracket + 1);
        if (!Selection.TryParse(dot < 0 ? text : text[..dot], out var selection, out problem))
            return false;
        var wanted = selection.Of == ElementKind.Item ? "net" : "amount";
        if (dot < 0 || text[(dot + 1)..] != wanted)
        {
            problem = new(Math.Max(dot, 0), $"'{text}' names no amount", $"Write {selection}.{wanted}.");
            return false;
        }
        component = new Component.Total(selection);
        return true;
    }

    static string[] ElementNames(ElementKind scope) =>
        scope == ElementKind.Item ? ["net", "amount", "item.net"] : ["amount", $"{scope.Singular()}.amount"];

    static string[] KnownNames(ElementKind scope) =>
        scope == ElementKind.None
            ? [.. Component.Part.All.Select(part => part.Name), "items.net", "taxes.amount", "tenders.amount", "paid_by.<method>"]
            : ElementNames(scope);
}
