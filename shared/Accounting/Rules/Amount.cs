using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>What a line posts: a sum of named components, each with a coefficient. Linear by construction.</summary>
public sealed record Amount(IReadOnlyList<AmountTerm> Terms)
{
    readonly AmountTerm[] terms = [.. Terms];

    internal decimal Of(SourceTransaction transaction, object? element)
    {
        var sum = 0m;
        foreach (var (coefficient, component) in terms)
        {
            var amount = component.Of(transaction, element);
            sum += coefficient == 1m ? amount : coefficient * amount;
        }
        return sum;
    }

    public override string ToString()
    {
        var text = string.Join(" ", Terms.Select(term => $"{(term.Coefficient < 0 ? '-' : '+')} {term.WithoutSign}"));
        return text.StartsWith('+') ? text[2..] : text;
    }
}

public sealed record AmountTerm(decimal Coefficient, Component Component)
{
    internal string WithoutSign =>
        Math.Abs(Coefficient) == 1m ? Component.Name : $"{Math.Abs(Coefficient).ToString(CultureInfo.InvariantCulture)} * {Component.Name}";
}
