namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>How much may be looked at for one set in all, so that a large one is refused in seconds and never keeps a service busy.</summary>
sealed class ProofBudget(int most, CancellationToken stop)
{
    int left = most;

    /// <summary>The rule that is looked at.</summary>
    public string Rule { get; set; } = "";

    /// <summary>For one combination of answers, one pair of rules or one try at an example.</summary>
    /// <param name="cost">What it takes, in combinations.</param>
    /// <exception cref="ProofTooLargeException"></exception>
    public void Spend(int cost = 1)
    {
        stop.ThrowIfCancellationRequested();
        left -= cost;
        if (left < 0)
            throw new ProofTooLargeException(Rule);
    }
}

/// <summary>The set as a whole needs more than may be looked at.</summary>
sealed class ProofTooLargeException(string rule) : Exception($"More is to be looked at than one set may need; it ended at the rule {rule}.")
{
    public string Rule { get; } = rule;
}
