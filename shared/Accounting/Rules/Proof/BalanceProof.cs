namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Shows that what a rule posts balances for every transaction, by comparing debits and credits as formulas in each situation that
/// its conditions can tell from another. Where they do not cancel, a transaction is made for which they differ.</summary>
static class BalanceProof
{
    const int MostCases = 50_000;
    const int MostProblems = 3;

    /// <summary>None when it is proved.</summary>
    /// <param name="higher">Rules that win where they match too: an example that they take shows less.</param>
    public static IReadOnlyList<RuleProblem> Problems(Rule rule, IReadOnlyList<Rule> higher, Rounding? rounding)
    {
        try
        {
            return [.. Fractions(rule, rounding), .. Unbalanced(rule, higher), .. ClearingProof.Problems(rule)];
        }
        catch (TooManyCasesException many)
        {
            return
            [
                new RuleProblem(
                    rule.Id,
                    $"it cannot be shown that the rule balances: {many.Message}",
                    "Split it into several rules with fewer conditions each."
                ),
            ];
        }
    }

    static IEnumerable<RuleProblem> Fractions(Rule rule, Rounding? rounding)
    {
        if (rounding is not null)
            yield break;
        var fraction = rule
            .Lines.SelectMany(line => line.Amount.Terms)
            .FirstOrDefault(term => decimal.Truncate(term.Coefficient) != term.Coefficient);
        if (fraction is not null)
            yield return new RuleProblem(
                rule.Id,
                $"a line posts a fraction, {fraction.WithoutSign}, and the set has no rounding account",
                "Name one: defaults: { rounding: { account: \"expenses:rounding\", max: 0.02 } }."
            );
    }

    static List<RuleProblem> Unbalanced(Rule rule, IReadOnlyList<Rule> higher)
    {
        var problems = new Dictionary<string, RuleProblem>();
        var isPossible = false;
        foreach (var situation in Situations(rule))
        {
            if (Difference(rule.Lines, situation).Under(situation.Identities()) is not { } difference)
                continue;
            isPossible = true;
            if (difference.IsZero || (problems.TryGetValue(difference.ToString(), out var known) && known.Example is not null))
                continue;
            if (problems.Count == MostProblems && known is null)
                break;
            problems[difference.ToString()] = Describe(rule, difference, Shown(situation, rule, higher) ?? Shown(situation, rule, []));
        }
        if (!isPossible)
            return
            [
                new RuleProblem(
                    rule.Id,
                    "no transaction can ever fulfil the rule's condition",
                    "Two of its tests contradict each other: correct or remove one."
                ),
            ];
        return [.. problems.Values.OrderBy(problem => problem.Example is null)];
    }

    /// <summary>Every situation that the rule's conditions can tell from another; the same object each time: use it before the next.</summary>
    /// <exception cref="TooManyCasesException"></exception>
    public static IEnumerable<Situation> Situations(Rule rule)
    {
        var conditions = rule.Lines.Select(line => line.If).OfType<Condition>().Prepend(rule.When).ToList();
        var questions = Question.Of(conditions);
        foreach (var kind in new[] { ElementKind.Item, ElementKind.Tender })
        {
            if (!questions.Exists(question => question.Key == kind.Collection()))
                questions.Add(Question.OfPresence(kind));
        }
        var classes = Classes(rule, conditions);
        return Case.Of(questions, open => open.Holds(rule.When), MostCases)
            .Select(answers => Situation.Of(answers, questions, classes))
            .OfType<Situation>();
    }

    static Dictionary<ElementKind, List<ElementClass>> Classes(Rule rule, List<Condition> conditions)
    {
        var selections = rule
            .Lines.Select(line => line.Each)
            .OfType<Selection>()
            .Concat(
                rule.Lines.SelectMany(line => line.Amount.Terms)
                    .Select(term => term.Component)
                    .OfType<Component.Total>()
                    .Select(total => total.Selection)
            );
        var tests = selections
            .SelectMany(selection => selection.Tests)
            .Select(test => (Field: (Field)test.Field, Predicate: (Predicate)new Predicate.OneOf(test.Values)))
            .Concat(OfElements(conditions))
            .ToList();
        return ClassesOf(tests);
    }

    /// <summary>What conditions ask of elements, one by one or of any of them.</summary>
    public static IEnumerable<(Field Field, Predicate Predicate)> OfElements(IEnumerable<Condition> conditions) =>
        conditions
            .SelectMany(Question.Tests)
            .Select(test => (Field: test.Field is Field.Texts texts ? texts.Single : test.Field, test.Predicate))
            .Where(test => test.Field.Of != ElementKind.None);

    public static Dictionary<ElementKind, List<ElementClass>> ClassesOf(IReadOnlyList<(Field Field, Predicate Predicate)> tests) =>
        new[] { ElementKind.Item, ElementKind.Tax, ElementKind.Tender }.ToDictionary(kind => kind, kind => ElementClass.Of(kind, tests));

    /// <summary>Debits less credits.</summary>
    public static LinearForm Difference(IEnumerable<RuleLine> lines, Situation situation)
    {
        var difference = new LinearForm();
        foreach (var line in lines)
        {
            var sign = line.IsDebit ? 1m : -1m;
            if (line.Each is null)
            {
                if (line.If is null || situation.Answers.Holds(line.If) == true)
                    foreach (var term in line.Amount.Terms)
                        difference.Add(situation.Form(term.Component), sign * term.Coefficient);
                continue;
            }
            foreach (var element in situation.Elements(line.Each.Of).Where(element => element.IsTakenBy(line.Each)))
            {
                if (line.If is null || situation.Answers.Holds(line.If, element) == true)
                    difference.Add(element.Name, sign * line.Amount.Terms.Sum(term => term.Coefficient));
            }
        }
        return difference;
    }

    static (SourceTransaction Example, string Outcome)? Shown(Situation situation, Rule rule, IReadOnlyList<Rule> higher)
    {
        string? Outcome(SourceTransaction one) =>
            Alone.Map(one, [rule, .. higher]) is MapResult.Held { ReasonCode: HeldReason.Unbalanced } held && held.NearestRule == rule.Id
                ? held.Reason
                : null;
        return Example.Find(situation, [rule], one => Outcome(one) is not null) is { } example ? (example, Outcome(example)!) : null;
    }

    static RuleProblem Describe(Rule rule, LinearForm difference, (SourceTransaction Example, string Outcome)? shown)
    {
        var found = difference.Sign switch
        {
            1 => $"debits exceed credits by {difference}",
            -1 => $"credits exceed debits by {Negated(difference)}",
            _ => $"debits less credits are {difference}, and not zero",
        };
        return new RuleProblem(
            rule.Id,
            found,
            "Each part of the transaction must be posted once on either side: add the missing line, or remove the second."
        )
        {
            Example = shown?.Example,
            Outcome = shown?.Outcome,
        };
    }

    static LinearForm Negated(LinearForm form)
    {
        var negated = new LinearForm();
        negated.Add(form, -1m);
        return negated;
    }
}
