namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Something about the whole transaction that conditions ask, and every answer that makes a difference.</summary>
/// <param name="Key">What it is called in a <see cref="Case"/>.</param>
/// <param name="Asked">For <see cref="Field.Texts"/> the one predicate that is asked of the elements.</param>
sealed record Question(string Key, Field Field, Predicate? Asked, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>What is asked of the field, in all.</summary>
    public IReadOnlyList<Predicate> Predicates { get; init; } = [];

    /// <summary>One question for each field; for each predicate where any element may fulfil it.</summary>
    public static List<Question> Of(IEnumerable<Condition> conditions)
    {
        var tests = conditions.SelectMany(Tests).Where(test => test.Field.Of == ElementKind.None).ToList();
        var questions = tests
            .GroupBy(test => KeyOf(test.Field, test.Predicate))
            .Select(group => new Question(
                group.Key,
                group.First().Field,
                group.First().Field is Field.Texts ? group.First().Predicate : null,
                Proof.Outcomes.Of(group.First().Field, [.. group.Select(test => test.Predicate)])
            )
            {
                Predicates = [.. group.Select(test => test.Predicate)],
            })
            .ToList();
        // Whether any element fulfils something depends on whether there are any.
        var lists = questions.Select(question => question.Field).OfType<Field.Texts>().Select(texts => texts.Single.Of).Distinct().ToList();
        foreach (var kind in lists.Where(kind => !questions.Exists(question => question.Key == kind.Collection())))
            questions.Add(OfPresence(kind));
        return questions;
    }

    public static Question OfPresence(ElementKind kind)
    {
        Fields.TryFind(kind.Collection(), ElementKind.None, out var field, out _);
        return new Question(kind.Collection(), field!, null, Proof.Outcomes.Of(field!, []));
    }

    public static string KeyOf(Field field, Predicate predicate) => field is Field.Texts ? $"{field} {predicate.Describe()}" : field.Name;

    /// <summary>Every test in the condition, whatever stands around it.</summary>
    public static IEnumerable<Condition.Test> Tests(Condition condition) =>
        condition switch
        {
            Condition.Test test => [test],
            Condition.Not(var part) => Tests(part),
            Condition.All(var parts) => parts.SelectMany(Tests),
            Condition.Any(var parts) => parts.SelectMany(Tests),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
