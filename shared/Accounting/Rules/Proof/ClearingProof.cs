namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Shows that an entry of a payout takes from the asserted account exactly what its contents bring there, so that the account comes to
/// zero whenever their entries are as the source says: the gross, or the gross without what the source cannot tell where another
/// account takes that.</summary>
static class ClearingProof
{
    /// <exception cref="TooManyCasesException"></exception>
    public static IReadOnlyList<RuleProblem> Problems(Rule rule, ProofBudget budget)
    {
        if (rule.Assert is not { } assert)
            return [];
        foreach (var situation in BalanceProof.Situations(rule, budget))
        {
            var unrecognised = assert.Else is null ? LinearForm.Of() : situation.Form(Component.Part.All.Single(IsUnrecognised));
            var expected = situation.Form(Component.Part.All.Single(part => part.Name == "gross"));
            expected.Add(unrecognised, -1m);
            var found =
                Wrong(rule, assert.Clearing, expected, situation) ?? (assert.Else is null ? null : Wrong(rule, assert.Else, unrecognised, situation));
            if (found is not null)
                return
                [
                    new RuleProblem(
                        rule.Id,
                        found,
                        assert.Else is null
                            ? "Credit it with the gross, or name in 'else' the account that takes what the source cannot tell."
                            : "Credit the asserted account with gross - unrecognised, and the account in 'else' with unrecognised."
                    ),
                ];
        }
        return [];
    }

    static bool IsUnrecognised(Component.Part part) => part.Name == Component.Part.Unrecognised;

    static string? Wrong(Rule rule, AccountTemplate account, LinearForm expected, Situation situation)
    {
        var posted = BalanceProof.Difference(rule.Lines.Where(line => line.Account.Text == account.Text), situation);
        posted.Add(expected, 1m);
        return posted.Under(situation.Identities()) is { IsZero: false } left
            ? $"the payout cannot bring {account} to zero: its lines leave {left} there"
            : null;
    }
}
