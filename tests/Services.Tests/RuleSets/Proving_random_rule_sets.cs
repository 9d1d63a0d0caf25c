using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>What the proof lets through never fails, and what it refuses really does: random sets against random transactions.</summary>
public sealed class Proving_random_rule_sets
{
    const int Sets = 1_000;
    const int TransactionsEach = 200;

    int proved;
    int refused;

    [OneTimeSetUp]
    public void Try_them_all() =>
        Prop.ForAll(Arb.From(RandomRuleSets.Any), Arb.From(RandomTransactions.Any.ArrayOf(TransactionsEach)), Try)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sets).WithReplay(20261127UL, 7UL));

    void Try(string text, SourceTransaction[] transactions)
    {
        var set = RuleSetFile.Parse(text, "random.yaml") switch
        {
            RuleSetFileResult.Read(var read) => read,
            // Two rules with the very same condition are refused when they are read.
            RuleSetFileResult.Refused(var errors) when errors.All(error => error.Found.Contains("same condition")) => null,
            RuleSetFileResult.Refused(var errors) => throw new AssertionException($"{text}\n{string.Join('\n', errors)}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (set is null)
            return;
        var problems = RuleSetProof.Problems(set);
        if (problems.Count == 0)
        {
            proved++;
            foreach (var transaction in transactions)
                Assert.That(Failure(set, transaction), Is.Null, $"{text}\n{ExampleText.Of(transaction)}");
            return;
        }
        refused++;
        foreach (var problem in problems)
        {
            Assert.That(problem.Example, Is.Not.Null, $"{problem.Found}\n{text}");
            Assert.That(TransactionRules.Check(problem.Example!), Is.Empty, $"{problem.Found}\n{text}");
            // A rule that a higher one always takes the place of is refused as well; its example fails by itself.
            Assert.That(
                Failure(set, problem.Example!) ?? Failure(Alone(set, problem.RuleId), problem.Example!),
                Is.Not.Null,
                $"{problem.Found} {ExampleText.Of(problem.Example!)}\n{text}"
            );
        }
    }

    static RuleSet Alone(RuleSet set, string rule) =>
        new()
        {
            Name = set.Name,
            Version = set.Version,
            Hash = set.Hash,
            Effective = set.Effective,
            Rounding = set.Rounding,
            Rules = [.. set.Rules.Where(one => one.Id == rule)],
        };

    /// <summary>Null when the transaction is posted in full, or held for a reason of its own.</summary>
    static string? Failure(RuleSet set, SourceTransaction transaction) =>
        RuleEvaluation.Map(transaction, set, "acme") switch
        {
            MapResult.Held { ReasonCode: HeldReason.Unbalanced or HeldReason.Ambiguous } held => held.Reason,
            MapResult.Mapped(var entry) when Rounded(entry) > MostRounded(transaction) => $"{Rounded(entry)} went to the rounding account",
            _ => null,
        };

    static decimal Rounded(JournalEntry entry) => Math.Abs(entry.Lines.Where(line => line.Account == "expenses:rounding").Sum(line => line.Amount));

    /// <summary>Two lines of a quarter and three quarters are each off by less than one unit of the currency.</summary>
    static decimal MostRounded(SourceTransaction transaction) => 2m / Currencies.Find(transaction.Currency).MinorUnits;

    [Test]
    public void lets_through_only_what_balances_and_is_told_apart() => Assert.That(proved, Is.GreaterThan(Sets / 10));

    [Test]
    public void shows_for_each_that_is_refused_a_transaction_that_fails() => Assert.That(refused, Is.GreaterThan(Sets / 10));
}
