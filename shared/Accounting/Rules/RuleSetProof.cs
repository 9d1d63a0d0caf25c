using AccountingSync.Accounting.Rules.Proof;

namespace AccountingSync.Accounting.Rules;

/// <summary>What must be true of a set before it is published: every rule balances for every transaction that Ingestion accepts, and no
/// transaction is claimed by two rules. Decided from the rules alone, not by trying transactions; an example is looked for afterwards.</summary>
public static class RuleSetProof
{
    /// <summary>Why the set must not be published, rule by rule; none when all is proved.</summary>
    public static IReadOnlyList<RuleProblem> Problems(RuleSet set) =>
        [
            .. set.Rules.SelectMany(rule => BalanceProof.Problems(rule, [.. set.Rules.Where(other => other.Priority > rule.Priority)], set.Rounding)),
            .. Overlap.Problems(set.Rules),
        ];
}
