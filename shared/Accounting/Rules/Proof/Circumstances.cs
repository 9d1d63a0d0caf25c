namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>When a difference is there: of what conditions ask, the answers with which it was found, as far as they are not all that there are.</summary>
sealed class Circumstances
{
    readonly Dictionary<string, Answers> byDifference = [];
    readonly Answers all = new();

    /// <summary>False when no situation is possible.</summary>
    public bool AreAny => all.Questions is not null;

    /// <param name="difference">Null where debits and credits are the same.</param>
    public void Note(Situation situation, string? difference)
    {
        all.Note(situation);
        if (difference is null)
            return;
        if (!byDifference.TryGetValue(difference, out var answers))
            byDifference.Add(difference, answers = new Answers());
        answers.Note(situation);
    }

    /// <summary><c>tip is &gt; 0 and attributes.status is not won</c>; null when it does not depend on what is asked.</summary>
    public string? Of(string difference)
    {
        var answers = byDifference[difference];
        var phrases = all.Questions!.Where(question => answers.To(question).Count < all.To(question).Count)
            .Select(question => Phrase(question, answers.To(question)))
            .OfType<string>();
        return string.Join(" and ", phrases) is { Length: > 0 } text ? text : null;
    }

    static string? Phrase(Question question, IReadOnlyCollection<Outcome> answers)
    {
        if (question.Field is Field.Collection)
            return answers.All(answer => answer is Outcome.Text { Value: null }) ? $"there are no {question.Field}" : $"there are {question.Field}";
        if (question.Asked is { } asked)
            return answers.All(answer => answer is Outcome.Answer { Yes: true }) ? $"{question.Field} {asked}" : $"not ({question.Field} {asked})";
        var said = question
            .Predicates.DistinctBy(predicate => predicate.Describe())
            .Select(predicate => Said(question.Field, predicate, answers))
            .OfType<string>();
        return string.Join(" and ", said) is { Length: > 0 } text ? text : null;
    }

    /// <returns>Null where it holds for some of the answers and not for others.</returns>
    static string? Said(Field field, Predicate predicate, IReadOnlyCollection<Outcome> answers) =>
        answers.All(answer => answer.Holds(predicate)) ? $"{field} {predicate.Describe()}"
        : answers.Any(answer => answer.Holds(predicate)) ? null
        : predicate switch
        {
            Predicate.OneOf(var values) => $"{field} {(values.Count == 1 ? $"is not {values[0]}" : $"is none of {string.Join(", ", values)}")}",
            Predicate.Exists(var wanted) => $"{field} {new Predicate.Exists(!wanted).Describe()}",
            // Of a text that is no number neither of the two holds.
            Predicate.Compares([var one]) when field is Field.Number => $"{field} is {one with { Operator = Opposite(one.Operator) }}",
            _ => $"not ({field} {predicate.Describe()})",
        };

    static ComparisonOperator Opposite(ComparisonOperator comparison) =>
        comparison switch
        {
            ComparisonOperator.Equal => ComparisonOperator.NotEqual,
            ComparisonOperator.NotEqual => ComparisonOperator.Equal,
            ComparisonOperator.Less => ComparisonOperator.GreaterOrEqual,
            ComparisonOperator.LessOrEqual => ComparisonOperator.Greater,
            ComparisonOperator.Greater => ComparisonOperator.LessOrEqual,
            ComparisonOperator.GreaterOrEqual => ComparisonOperator.Less,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    sealed class Answers
    {
        readonly Dictionary<string, HashSet<Outcome>> answers = [];

        public IReadOnlyList<Question>? Questions { get; private set; }

        public void Note(Situation situation)
        {
            Questions = situation.Questions;
            foreach (var question in Questions)
            {
                if (!answers.TryGetValue(question.Key, out var known))
                    answers.Add(question.Key, known = new HashSet<Outcome>(ReferenceEqualityComparer.Instance));
                known.Add(situation.Answers[question.Key]!);
            }
        }

        public IReadOnlyCollection<Outcome> To(Question question) => answers[question.Key];
    }
}
