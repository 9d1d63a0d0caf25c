namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Finds transactions for which two rules of one priority both match and no higher one does: they would be held as ambiguous.</summary>
static class Overlap
{
    const int MostCases = 20_000;

    /// <summary>Situations for which an example is tried before it is said that none was found.</summary>
    const int MostTried = 50;

    /// <summary>What it takes to begin with two rules that are not apart at a glance.</summary>
    const int CostOfPair = 200;

    public static IEnumerable<RuleProblem> Problems(IReadOnlyList<Rule> rules, ProofBudget budget)
    {
        foreach (var group in rules.GroupBy(rule => rule.Priority))
        {
            var same = group.ToList();
            for (var i = 0; i < same.Count; i++)
            for (var j = i + 1; j < same.Count; j++)
            {
                budget.Rule = same[j].Id;
                budget.Spend();
                if (!AreApart(same[i].When, same[j].When) && Problem(same[i], same[j], rules, budget) is { } problem)
                    yield return problem;
            }
        }
    }

    static RuleProblem? Problem(Rule first, Rule second, IReadOnlyList<Rule> rules, ProofBudget budget)
    {
        budget.Spend(CostOfPair);
        bool Takes(Rule higher)
        {
            budget.Spend();
            return !AreApart(higher.When, first.When) && !AreApart(higher.When, second.When);
        }
        var higher = rules.Where(rule => rule.Priority > first.Priority && Takes(rule)).ToList();
        RuleProblem Cannot(string why) =>
            new(
                second.Id,
                $"it cannot be shown that no transaction matches both this rule and '{first.Id}', which has the same priority: {why}",
                "Give the one that shall win a higher priority, or narrow one of them."
            );
        try
        {
            var (example, isPossible, why) = Search(first, second, higher, budget);
            if (example is null)
                return isPossible ? Cannot("none was found, but none was ruled out") with { NoExample = why } : null;
            return new RuleProblem(
                second.Id,
                $"the same transaction can match this rule and '{first.Id}', which has the same priority, {first.Priority}",
                "Give the one that shall win a higher priority, or narrow one of them."
            )
            {
                Example = example,
                Outcome = ((MapResult.Held)Alone.Map(example, [first, second, .. higher])).Reason,
            };
        }
        catch (TooManyCasesException many)
        {
            return Cannot(many.Message);
        }
    }

    /// <returns>Also why no example was made, where that can be said.</returns>
    static (SourceTransaction? Example, bool IsPossible, string? Why) Search(Rule first, Rule second, List<Rule> higher, ProofBudget budget)
    {
        List<Rule> all = [first, second, .. higher];
        var questions = Question.Of(all.Select(rule => rule.When));
        var classes = BalanceProof.ClassesOf([.. BalanceProof.OfElements(all.Select(rule => rule.When))]);
        var tried = 0;
        string? why = null;
        foreach (var answers in Case.Of(questions, open => Both(open, first, second, higher), MostCases, budget))
        {
            if (Situation.Of(answers, questions, classes) is not { } situation)
                continue;
            bool Shows(SourceTransaction one) => Alone.Map(one, [.. all]) is MapResult.Held { ReasonCode: HeldReason.Ambiguous };
            if (Example.Find(situation, [first, second], Shows, budget) is { } example)
                return (example, true, null);
            why ??= ExampleTexts.Missing(situation);
            if (++tried == MostTried)
                break;
        }
        return (null, tried > 0, why);
    }

    /// <summary>False as soon as one of the two cannot match any more, or a higher one does.</summary>
    static bool? Both(Case open, Rule first, Rule second, List<Rule> higher)
    {
        var (one, other) = (open.Holds(first.When), open.Holds(second.When));
        if (one == false || other == false || higher.Exists(rule => open.Holds(rule.When) == true))
            return false;
        return one & other;
    }

    /// <summary>Quick, for most pairs: both ask for values of one field and have none in common, or for texts that begin otherwise.</summary>
    static bool AreApart(Condition first, Condition second) =>
        (first.Kinds & second.Kinds & ((1 << KindName.All.Count) - 1)) == 0
        || Values(first).Any(one => Values(second).Any(other => one.Field == other.Field && !one.Values.Intersect(other.Values).Any()))
        || Beginnings(first).Any(one => Beginnings(second).Any(other => one.Field == other.Field && AreApart(one.Text, other.Text)));

    static bool AreApart(string first, string second) =>
        !first.StartsWith(second, StringComparison.Ordinal) && !second.StartsWith(first, StringComparison.Ordinal);

    /// <summary>What stands in a pattern before the first thing that may be anything.</summary>
    static IEnumerable<(string Field, string Text)> Beginnings(Condition condition) =>
        condition switch
        {
            Condition.Test(Field.Text { Of: ElementKind.None } field, Predicate.Glob(var pattern)) =>
            [
                (field.Name, pattern.IndexOfAny(['*', '?']) is var end and >= 0 ? pattern[..end] : pattern),
            ],
            Condition.All(var parts) => parts.SelectMany(Beginnings),
            _ => [],
        };

    static IEnumerable<(string Field, IReadOnlyList<string> Values)> Values(Condition condition) =>
        condition switch
        {
            Condition.Test(Field.Text { Of: ElementKind.None } field, Predicate.OneOf(var values)) => [(field.Name, values)],
            Condition.All(var parts) => parts.SelectMany(Values),
            _ => [],
        };
}
