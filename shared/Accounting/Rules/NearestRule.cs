namespace AccountingSync.Accounting.Rules;

/// <summary>Says why no rule matches: which came nearest, and what it asks that the transaction does not fulfil.</summary>
static class NearestRule
{
    public static MapResult.Held Explain(SourceTransaction transaction, RuleSet set)
    {
        var kind = KindName.Of(transaction.Kind);
        var nearest = set
            .Index.For(transaction.Kind)
            .Select(prepared => (prepared.Rule, Failing: Failing(prepared.Rule.When, transaction).ToArray()))
            .OrderBy(pair => pair.Failing.Length)
            .FirstOrDefault();
        if (nearest.Rule is null)
            return new MapResult.Held(
                HeldReason.NoRule,
                $"{set.Name} {set.Version} has no rule for the kind {kind}. Add one, or correct the kind at the source."
            );
        var asks = string.Join("; ", nearest.Failing.Select(condition => Describe(condition, transaction)));
        return new MapResult.Held(
            HeldReason.NoRule,
            $"No rule of {set.Name} {set.Version} matches this {kind}. The nearest is {nearest.Rule.Id}, which asks that {asks}.",
            nearest.Rule.Id
        );
    }

    static IEnumerable<Condition> Failing(Condition condition, SourceTransaction transaction) =>
        condition is Condition.All(var parts) ? parts.SelectMany(part => Failing(part, transaction))
        : condition.Holds(transaction, null) ? []
        : [condition];

    static string Describe(Condition condition, SourceTransaction transaction) =>
        condition is Condition.Test(var field, _) ? $"{condition} (it is {field.Show(transaction, null)})" : condition.ToString();
}
