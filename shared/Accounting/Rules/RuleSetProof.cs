using System.Globalization;
using AccountingSync.Accounting.Rules.Proof;

namespace AccountingSync.Accounting.Rules;

/// <summary>What must be true of a set before it is published: every rule balances for every transaction that Ingestion accepts, and no
/// transaction is claimed by two rules. Decided from the rules alone, not by trying transactions; an example is looked for afterwards.</summary>
public static class RuleSetProof
{
    /// <summary>Combinations of answers, pairs of rules and tries at examples that are looked at for one set: some seconds.</summary>
    public const int Most = 4_000_000;

    /// <summary>Why the set must not be published, rule by rule; none when all is proved.</summary>
    /// <param name="stop">When nobody waits for the answer any more.</param>
    /// <param name="most">See <see cref="Most"/>.</param>
    public static IReadOnlyList<RuleProblem> Problems(RuleSet set, CancellationToken stop, int most = Most)
    {
        var budget = new ProofBudget(most, stop);
        var problems = new List<RuleProblem>();
        try
        {
            foreach (var rule in set.Rules)
            {
                budget.Rule = rule.Id;
                var higher = set.Rules.Where(other => other.Priority > rule.Priority).ToList();
                problems.AddRange(BalanceProof.Problems(rule, higher, set.Rounding, budget));
            }
            foreach (var problem in Overlap.Problems(set.Rules, budget))
                problems.Add(problem);
        }
        catch (ProofTooLargeException large)
        {
            problems.Add(
                new RuleProblem(
                    large.Rule,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the set cannot be looked at as a whole: its {set.Rules.Count} rules have more than {most} combinations, which ended at this rule"
                    ),
                    "Make several sets, each for its own sources; or give rules different priorities, and fewer conditions."
                )
            );
        }
        return problems;
    }
}
