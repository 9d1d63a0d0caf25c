using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

public sealed class Mapping_random_transactions_by_the_shipped_rules
{
    const int Transactions = 20_000;

    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);

    // Bad luck cannot be repeated without its seed, so the seed is fixed; the figures vary enough.
    static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(Transactions).WithReplay(20260131UL, 7UL);

    static void ForAll(Action<SourceTransaction> check) => Prop.ForAll(Arb.From(RandomTransactions.Any), check).Check(Repeatable);

    [Test]
    public void the_transactions_are_ones_that_ingestion_accepts() =>
        ForAll(transaction => Assert.That(TransactionRules.Check(transaction), Is.Empty));

    [Test]
    public void every_entry_balances_and_names_only_declared_accounts() =>
        ForAll(transaction =>
        {
            if (RuleEvaluation.Map(transaction, Retail, "acme") is not MapResult.Mapped(var entry))
                return;
            Assert.That(entry.Lines.Sum(line => line.Amount), Is.Zero);
            Assert.That(entry.Lines.Where(line => line.Amount == 0m || !Retail.Accounts.Has(line.Account)), Is.Empty);
        });

    [Test]
    public void what_is_held_is_held_for_a_reason_of_its_own() =>
        ForAll(transaction =>
        {
            if (RuleEvaluation.Map(transaction, Retail, "acme") is not MapResult.Held held)
                return;
            var expected = transaction.Kind
                is TransactionKind.Adjustment
                    or TransactionKind.Transfer
                    or TransactionKind.Dispute
                    or TransactionKind.Payout
                ? new[] { HeldReason.NoRule, HeldReason.NothingToPost }
                : [HeldReason.MissingValue, HeldReason.NothingToPost];
            Assert.That(expected, Does.Contain(held.ReasonCode), held.Reason);
        });

    [Test]
    public void most_of_them_are_posted()
    {
        var posted = 0;
        ForAll(transaction => posted += RuleEvaluation.Map(transaction, Retail, "acme") is MapResult.Mapped ? 1 : 0);
        Assert.That(posted, Is.GreaterThan(Transactions / 3));
    }
}
