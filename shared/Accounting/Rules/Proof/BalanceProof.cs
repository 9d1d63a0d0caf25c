namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Shows that what a rule posts balances for every transaction, by comparing debits and credits as formulas in each situation that
/// its conditions can tell from another. Where they do not cancel, a transaction is made for which they differ.</summary>
static class BalanceProof
{
    const int MostCases = 50_000;
    const int MostProblems = 3;

    /// <summary>Situations for which an example of one difference is tried.</summary>
    const int MostTried = 20;

    /// <summary>None when it is proved.</summary>
    /// <param name="higher">Rules that win where they match too: an example that they take shows less.</param>
    public static IReadOnlyList<RuleProblem> Problems(Rule rule, IReadOnlyList<Rule> higher, Rounding? rounding, ProofBudget budget)
    {
        try
        {
            return [.. Fractions(rule, rounding), .. Unbalanced(rule, higher, budget), .. ClearingProof.Problems(rule, budget)];
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

    /// <summary>A way in which the rule does not balance, and the transaction that shows it.</summary>
    sealed record Finding(LinearForm Difference)
    {
        public int Tried { get; set; }
        public string? NoExample { get; set; }
        public (SourceTransaction Example, string Outcome)? Shown { get; set; }
    }

    static List<RuleProblem> Unbalanced(Rule rule, IReadOnlyList<Rule> higher, ProofBudget budget)
    {
        var findings = new Dictionary<string, Finding>();
        var circumstances = new Circumstances();
        foreach (var situation in Situations(rule, budget))
        {
            if (Difference(rule.Lines, situation).Under(situation.Identities()) is not { } difference)
                continue;
            var text = difference.IsZero ? null : difference.ToString();
            // All of them, so that it can be said when the difference is there.
            circumstances.Note(situation, text);
            if (text is null)
                continue;
            if (!findings.TryGetValue(text, out var finding))
            {
                if (findings.Count == MostProblems)
                    continue;
                findings.Add(text, finding = new Finding(difference));
            }
            if (finding.Shown is not null || ++finding.Tried > MostTried)
                continue;
            finding.NoExample ??= ExampleTexts.Missing(situation);
            finding.Shown = Shown(situation, rule, higher, budget) ?? Shown(situation, rule, [], budget);
        }
        if (!circumstances.AreAny)
            return
            [
                new RuleProblem(
                    rule.Id,
                    "no transaction can ever fulfil the rule's condition",
                    "Two of its tests contradict each other: correct or remove one."
                ),
            ];
        return [.. findings.Select(pair => Describe(rule, pair.Value, circumstances.Of(pair.Key))).OrderBy(problem => problem.Example is null)];
    }

    /// <summary>Every situation that the rule's conditions can tell from another; the same object each time: use it before the next.</summary>
    /// <exception cref="TooManyCasesException"></exception>
    public static IEnumerable<Situation> Situations(Rule rule, ProofBudget budget)
    {
        var conditions = rule.Lines.Select(line => line.If).OfType<Condition>().Prepend(rule.When).ToList();
        var questions = Question.Of(conditions);
        foreach (var kind in new[] { ElementKind.Item, ElementKind.Tender })
        {
            if (!questions.Exists(question => question.Key == kind.Collection()))
                questions.Add(Question.OfPresence(kind));
        }
        var classes = Classes(rule, conditions);
        return Case.Of(questions, open => open.Holds(rule.When), MostCases, budget)
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

    static (SourceTransaction Example, string Outcome)? Shown(Situation situation, Rule rule, IReadOnlyList<Rule> higher, ProofBudget budget)
    {
        string? Outcome(SourceTransaction one) =>
            Alone.Map(one, [rule, .. higher]) is MapResult.Held { ReasonCode: HeldReason.Unbalanced } held && held.NearestRule == rule.Id
                ? held.Reason
                : null;
        return Example.Find(situation, [rule], one => Outcome(one) is not null, budget) is { } example ? (example, Outcome(example)!) : null;
    }

    /// <param name="circumstances">When the difference is there; null where nothing is asked that makes one.</param>
    static RuleProblem Describe(Rule rule, Finding finding, string? circumstances)
    {
        var difference = finding.Difference;
        var found = difference.Sign switch
        {
            1 => $"debits exceed credits by {difference}",
            -1 => $"credits exceed debits by {Negated(difference)}",
            _ => $"debits less credits are {difference}, and not zero",
        };
        var when = circumstances ?? (difference.SingleTerm is { } part ? $"{part} is not 0" : null);
        return new RuleProblem(
            rule.Id,
            when is null ? found : $"{found} when {when}",
            "Each part of the transaction must be posted once on either side: add the missing line, or remove the second."
        )
        {
            Example = finding.Shown?.Example,
            Outcome = finding.Shown?.Outcome,
            NoExample = finding.NoExample,
        };
    }

    static LinearForm Negated(LinearForm form)
    {
        var negated = new LinearForm();
        negated.Add(form, -1m);
        return negated;
    }
}
