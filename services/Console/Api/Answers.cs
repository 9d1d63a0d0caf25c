using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>What an account holds: a debit balance is positive.</summary>
public sealed record BalanceAnswer(
    string Account,
    string Currency,
    [property: Description("Decimal string in the currency's scale.")] string Balance
);

/// <summary>Balances of all accounts.</summary>
public sealed record TrialBalanceAnswer(
    IReadOnlyList<BalanceAnswer> Balances,
    [property: Description("Sum per currency; zero, or the books are broken.")] IReadOnlyDictionary<string, string> Totals
)
{
    public static TrialBalanceAnswer Of(IReadOnlyList<AccountBalance> balances) =>
        new(
            [.. balances.Select(balance => new BalanceAnswer(balance.Account, balance.Currency, AmountText.Of(balance.Balance, balance.Currency)))],
            balances
                .GroupBy(balance => balance.Currency)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => AmountText.Of(group.Sum(balance => balance.Balance), group.Key))
        );
}

/// <summary>Source transactions that wait for a rule or a person.</summary>
public sealed record HeldAnswer(IReadOnlyList<HeldTransaction> Held);

/// <summary>How many held transactions go through the flow once more.</summary>
public sealed record RetriedAnswer(int Retried);

/// <summary>Published rule sets; a version never changes.</summary>
public sealed record RuleSetsAnswer(IReadOnlyList<PublishedRuleSet> RuleSets);

/// <summary>A rule set to publish, as YAML.</summary>
public sealed record RuleSetToPublish(
    [property: Description("The file's text.")] string Content,
    [property: Description("Named in error messages.")] string FileName
);

/// <summary>A rule set that is in force now.</summary>
public sealed record PublishedAnswer(string Name, int Version, string Hash, int Retried);

/// <summary>Entries on their way to accounting platforms.</summary>
public sealed record PushesAnswer(IReadOnlyList<Push> Pushes);

/// <summary>What does not agree.</summary>
public sealed record DiscrepanciesAnswer(IReadOnlyList<DiscrepancyAnswer> Discrepancies);

/// <summary>What is to be corrected, and what was.</summary>
public sealed record CorrectionsAnswer(IReadOnlyList<CorrectionAnswer> Corrections);

/// <summary>Comparisons of all sides.</summary>
public sealed record ReconciliationsAnswer(IReadOnlyList<ReconciliationRun> Reconciliations);

/// <summary>What one service could not process.</summary>
public sealed record DeadLetterAnswer(string Service, string Id, string Place, string MessageType, string Reason, DateTimeOffset? At);

/// <summary>What the services could not process.</summary>
public sealed record DeadLettersAnswer(IReadOnlyList<DeadLetterAnswer> DeadLetters);

/// <summary>How many were given back to where they came from, by service.</summary>
public sealed record ReplayedAnswer(int Replayed, IReadOnlyDictionary<string, int> Services);
