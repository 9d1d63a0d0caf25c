namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Answers to questions, some of which may still be open.</summary>
sealed class Case
{
    readonly Dictionary<string, Outcome> answers = [];

    public Outcome? this[string key] => answers.GetValueOrDefault(key);

    /// <summary>True when there are such elements, and when nobody asks.</summary>
    public bool Has(ElementKind kind) => answers.GetValueOrDefault(kind.Collection()) is not Outcome.Text { Value: null };

    /// <summary>Whether the condition holds; null while that depends on an open question.</summary>
    /// <param name="element">For the conditions of a line with <c>each</c>.</param>
    public bool? Holds(Condition condition, ElementClass? element = null)
    {
        switch (condition)
        {
            case Condition.Test(var field, var predicate):
                if (field.Of != ElementKind.None)
                    return element!.Holds(field, predicate);
                return answers.GetValueOrDefault(Question.KeyOf(field, predicate))?.Holds(predicate);
            case Condition.Not(var part):
                return !Holds(part, element);
            case Condition.All(var parts):
                return Combine(parts, element, deciding: false);
            case Condition.Any(var parts):
                return Combine(parts, element, deciding: true);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    bool? Combine(IReadOnlyList<Condition> parts, ElementClass? element, bool deciding)
    {
        bool? result = !deciding;
        foreach (var part in parts)
        {
            var holds = Holds(part, element);
            if (holds == deciding)
                return deciding;
            if (holds is null)
                result = null;
        }
        return result;
    }

    /// <summary>Every combination of answers that <paramref name="wanted"/> does not rule out. The same object each time: use it before the next.</summary>
    /// <exception cref="TooManyCasesException"></exception>
    public static IEnumerable<Case> Of(IReadOnlyList<Question> questions, Func<Case, bool?> wanted, int most, ProofBudget budget)
    {
        var looked = 0;
        return From(new Case(), 0);

        IEnumerable<Case> From(Case open, int next)
        {
            budget.Spend();
            if (++looked > most)
                throw new TooManyCasesException($"there are more than {most} combinations of what is asked");
            if (wanted(open) == false)
                yield break;
            if (next == questions.Count)
            {
                yield return open;
                yield break;
            }
            foreach (var outcome in questions[next].Outcomes)
            {
                open.answers[questions[next].Key] = outcome;
                foreach (var found in From(open, next + 1))
                    yield return found;
            }
            open.answers.Remove(questions[next].Key);
        }
    }
}
