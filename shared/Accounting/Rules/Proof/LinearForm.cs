using System.Globalization;

namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>A sum of named amounts, each with a coefficient, and a constant: what a line posts, before anything is known of the transaction.</summary>
sealed class LinearForm
{
    readonly SortedDictionary<string, decimal> terms = new(StringComparer.Ordinal);

    public decimal Constant { get; private set; }

    public bool IsConstant => terms.Count == 0;

    /// <summary>The name, where one amount is all there is; null otherwise.</summary>
    public string? SingleTerm => terms.Count == 1 && Constant == 0m ? terms.Keys.First() : null;

    public bool IsZero => IsConstant && Constant == 0m;

    public static LinearForm Of(params (string Name, decimal Coefficient)[] terms)
    {
        var form = new LinearForm();
        foreach (var (name, coefficient) in terms)
            form.Add(name, coefficient);
        return form;
    }

    public void Add(string name, decimal coefficient)
    {
        var sum = terms.GetValueOrDefault(name) + coefficient;
        if (sum == 0m)
            terms.Remove(name);
        else
            terms[name] = sum;
    }

    public void AddConstant(decimal amount) => Constant += amount;

    public void Add(LinearForm other, decimal factor)
    {
        foreach (var (name, coefficient) in other.terms.ToList())
            Add(name, factor * coefficient);
        Constant += factor * other.Constant;
    }

    /// <summary>This form, without the amounts that the identities (each of them is zero) determine by the others.</summary>
    /// <returns>Null when the identities contradict each other: no transaction is like that.</returns>
    public LinearForm? Under(IReadOnlyList<LinearForm> identities)
    {
        var reduced = new LinearForm();
        reduced.Add(this, 1m);
        var rest = identities
            .Select(identity =>
            {
                var copy = new LinearForm();
                copy.Add(identity, 1m);
                return copy;
            })
            .ToList();
        for (var i = 0; i < rest.Count; i++)
        {
            if (rest[i].IsConstant)
            {
                if (rest[i].Constant != 0m)
                    return null;
                continue;
            }
            // A total of some elements, if there is one: what remains is then said in the parts that people know.
            var (pivot, divisor) = rest[i]
                .terms.OrderBy(term => Math.Abs(term.Value) == 1m)
                .ThenBy(term => term.Key.Contains('.', StringComparison.Ordinal))
                .Last();
            foreach (var other in rest.Skip(i + 1).Append(reduced))
                other.Add(rest[i], -other.terms.GetValueOrDefault(pivot) / divisor);
        }
        return reduced;
    }

    /// <summary>1 when no term is negative, -1 when none is positive, 0 for a mixture.</summary>
    public int Sign =>
        terms.Values.Append(Constant).All(value => value >= 0m) ? 1
        : terms.Values.Append(Constant).All(value => value <= 0m) ? -1
        : 0;

    /// <summary><c>tip - 0.5 * shipping</c></summary>
    public override string ToString()
    {
        var parts = terms
            .OrderByDescending(term => term.Value > 0m)
            .Select(term => (term.Value, Text: Math.Abs(term.Value) == 1m ? term.Key : $"{Figure(term.Value)} * {term.Key}"))
            .ToList();
        if (Constant != 0m || parts.Count == 0)
            parts.Add((Constant, Figure(Constant)));
        var text = string.Join(' ', parts.Select(part => $"{(part.Value < 0m ? '-' : '+')} {part.Text}"));
        return text.StartsWith('+') ? text[2..] : text;
    }

    static string Figure(decimal value) => Math.Abs(value).ToString("0.############", CultureInfo.InvariantCulture);
}
