using System.ComponentModel;
using System.Diagnostics;
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
public sealed record HeldAnswer(IReadOnlyList<HeldTransaction> Held, string? NextSource = null, string? NextId = null);

/// <summary>How many held transactions go through the flow once more.</summary>
public sealed record RetriedAnswer(
    int Retried,
    [property: Description("Pass both as 'after_source' and 'after_id' for the next page; absent after the last one.")] string? NextSource,
    string? NextId
);

/// <summary>Published rule sets; a version never changes.</summary>
public sealed record RuleSetsAnswer(IReadOnlyList<PublishedRuleSet> RuleSets);

/// <summary>A rule set to publish, as YAML.</summary>
public sealed record RuleSetToPublish(
    [property: Description("The file's text.")] string Content,
    [property: Description("Named in error messages.")] string FileName
);

/// <summary>A rule set to look at, as YAML; published or not.</summary>
public sealed record RuleSetToPreview(
    [property: Description("The file's text.")] string Content,
    [property: Description("Named in error messages.")] string FileName,
    [property: Description("The text of another file with which it is compared; what stands in the books when not given.")] string? Against = null,
    [property: Description("Named in error messages.")] string? AgainstFileName = null
);

/// <summary>A rule set that is in force now.</summary>
public sealed record PublishedAnswer(
    string Name,
    int Version,
    string Hash,
    int Retried,
    [property: Description("Where it looks at another clock than the one by which business days are fixed.")] IReadOnlyList<string> Warnings
);

/// <summary>A version that decides on days of a closed period: it is a draft until somebody else publishes that.</summary>
public sealed record ProposedAnswer(
    string Name,
    int Version,
    string Hash,
    [property: Description("The first closed period on whose days it would decide.")] string Touches,
    [property: Description("Where it looks at another clock than the one by which business days are fixed.")] IReadOnlyList<string> Warnings
);

/// <summary>Versions of rule sets that are not published.</summary>
public sealed record RuleSetDraftsAnswer(IReadOnlyList<RuleSetDraft> Drafts);

/// <summary>A draft that is gone.</summary>
public sealed record DiscardedAnswer(string Name, int Version);

/// <summary>What would change on one account in one month.</summary>
public sealed record AccountChangeAnswer(
    string Account,
    string Currency,
    [property: Description("The month of the entries, like 2026-03.")] string Period,
    [property: Description("Like class=food, location=north; empty when the lines have none.")] string Dimensions,
    [property: Description("Decimal string, debit positive: what stands in the books.")] string Before,
    [property: Description("Decimal string: what would.")] string After
);

/// <summary>What a rule set would change on a page of the ledger.</summary>
public sealed record PreviewAnswer(
    [property: Description("Entries and held transactions that were mapped again.")] int Compared,
    int HeldBefore,
    int HeldAfter,
    [property: Description("Those of which the raw payload cannot be read; they are not compared.")] int Unreadable,
    IReadOnlyList<AccountChangeAnswer> Accounts,
    [property: Description("The transactions that cause it, with their lines before and after.")] IReadOnlyList<ChangedTransaction> Transactions,
    [property: Description("Pass its members for the next page; null when this was the last.")] PreviewPlace? Next,
    [property: Description("Published versions in whose place it is looked at, like retail 4: it could not be published beside them.")]
        IReadOnlyList<string> Replaced
)
{
    public static PreviewAnswer Of(PreviewResult.Previewed page, int unreadable, ReplayPlace? next) =>
        new(
            page.Compared,
            page.HeldBefore,
            page.HeldAfter,
            unreadable,
            [
                .. page.Accounts.Select(change => new AccountChangeAnswer(
                    change.Account,
                    change.Currency,
                    change.Period,
                    change.Dimensions,
                    AmountText.Of(change.Before, change.Currency),
                    AmountText.Of(change.After, change.Currency)
                )),
            ],
            page.Transactions,
            next switch
            {
                null => null,
                ReplayPlace.InLedger(var filter) => new PreviewPlace(filter.After, Held: null, AfterSource: null, AfterId: null),
                ReplayPlace.AmongHeld(var after, _, _, _) => new PreviewPlace(After: null, Held: true, after?.Source, after?.Id),
                _ => throw new UnreachableException(),
            },
            page.Replaced ?? []
        );
}

/// <summary>Where the next page of a preview begins: query parameters, those that are null are left out.</summary>
public sealed record PreviewPlace(long? After, bool? Held, string? AfterSource, string? AfterId);

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
