namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Items, taxes or tenders that no rule at hand tells from each other.</summary>
/// <param name="Outcomes">By the field's short name; a field that nobody asks for is not there.</param>
/// <param name="Name">How a message calls their total: <c>tenders[method=cash].amount</c>.</param>
sealed record ElementClass(ElementKind Kind, IReadOnlyDictionary<string, Outcome> Outcomes, string Name)
{
    const int Most = 500;

    public bool Holds(Field field, Predicate predicate) => Outcomes[field.Name].Holds(predicate);

    public bool IsTakenBy(Selection selection) => selection.Tests.All(test => Holds(test.Field, new Predicate.OneOf(test.Values)) != test.Negated);

    /// <summary>Each element of a transaction is in exactly one of them.</summary>
    /// <exception cref="TooManyCasesException"></exception>
    public static List<ElementClass> Of(ElementKind kind, IEnumerable<(Field Field, Predicate Predicate)> tests)
    {
        var asked = tests.Where(test => test.Field.Of == kind).GroupBy(test => test.Field.Name).ToList();
        List<(Dictionary<string, Outcome> Outcomes, List<string> Words)> found = [([], [])];
        foreach (var group in asked)
        {
            var predicates = group.Select(test => test.Predicate).ToList();
            var outcomes = Proof.Outcomes.Of(group.First().Field, predicates);
            if (found.Count * outcomes.Count > Most)
                throw new TooManyCasesException($"the {kind.Collection()} are told apart in more than {Most} ways");
            found = found
                .SelectMany(known =>
                    outcomes.Select(outcome =>
                        (
                            new Dictionary<string, Outcome>(known.Outcomes) { [group.Key] = outcome },
                            known.Words.Append(Describe(group.Key, outcome, predicates)).ToList()
                        )
                    )
                )
                .ToList();
        }
        var amount = kind == ElementKind.Item ? "net" : "amount";
        return
        [
            .. found.Select(pair => new ElementClass(
                kind,
                pair.Outcomes,
                pair.Words.Count == 0 ? $"{kind.Collection()}.{amount}" : $"{kind.Collection()}[{string.Join(", ", pair.Words)}].{amount}"
            )),
        ];
    }

    static string Describe(string field, Outcome outcome, List<Predicate> predicates)
    {
        var mentioned = predicates.OfType<Predicate.OneOf>().SelectMany(one => one.Values).Distinct().ToList();
        return outcome switch
        {
            Outcome.Text(var value) when value is not null && mentioned.Contains(value) => $"{field}={value}",
            Outcome.Text(null) => $"{field} missing",
            Outcome.Text when predicates.TrueForAll(predicate => predicate is Predicate.OneOf) => $"{field}!={string.Join('|', mentioned)}",
            Outcome.Text(var value) => $"{field} such as {value}",
            Outcome.Number(var samples, _) => $"{field} such as {samples[0].ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            Outcome.SomeText(var fits) => fits.Count == 0 ? $"{field} of another pattern" : $"{field} that {string.Join(" and ", fits)}",
            _ => field,
        };
    }
}
