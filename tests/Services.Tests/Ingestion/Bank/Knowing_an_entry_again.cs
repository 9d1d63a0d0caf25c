using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Bank;

namespace AccountingSync.Services.Tests.Ingestion.Bank;

public sealed class Knowing_an_entry_again
{
    static readonly DateOnly January30 = new(2026, 1, 30);

    static BankEntry Coffee(DateOnly day, string? reference = null, string text = "Coffee") =>
        new()
        {
            Place = "line 1",
            BookingDate = day,
            Amount = -3.5m,
            BankReference = reference,
            Remittance = text,
        };

    static BankStatement Statement(string? number, params BankEntry[] entries) =>
        new()
        {
            Account = new BankAccount("DE14740618130000033626", "iban"),
            Currency = "EUR",
            Number = number,
            Entries = entries,
            Proof = StatementProof.None,
        };

    static List<SourceTransaction> Of(params BankStatement[] statements) =>
        [.. BankTransactions.Of("bank", statements).OfType<EntryMeaning.Moved>().Select(moved => moved.Transaction)];

    static List<string> Ids(params BankStatement[] statements) => [.. Of(statements).Select(transaction => transaction.Id)];

    [Test]
    public void a_second_copy_gives_every_entry_its_id_again()
    {
        var statement = Statement("7", Coffee(January30), Coffee(January30), Coffee(January30.AddDays(1)), Coffee(January30, "B1"));
        Assert.That(Ids(statement), Is.Unique.And.EqualTo(Ids(statement)));
    }

    [Test]
    public void an_overlapping_export_shares_the_ids_of_the_days_that_both_have()
    {
        var first = Ids(Statement(null, Coffee(January30.AddDays(-1)), Coffee(January30), Coffee(January30)));
        var second = Ids(Statement(null, Coffee(January30), Coffee(January30), Coffee(January30.AddDays(1))));
        Assert.That(first.Intersect(second), Is.EquivalentTo(first.Skip(1)).And.EquivalentTo(second.Take(2)));
    }

    [Test]
    public void an_export_of_a_day_that_was_not_over_is_followed_by_what_is_new() =>
        Assert.That(
            Ids(Statement(null, Coffee(January30), Coffee(January30))).Except(Ids(Statement(null, Coffee(January30)))).Count(),
            Is.EqualTo(1)
        );

    [Test]
    public void equal_entries_are_counted_over_the_statements_of_a_file() =>
        Assert.That(Ids(Statement("7", Coffee(January30)), Statement("8", Coffee(January30))), Is.Unique);

    [Test]
    public void a_reference_of_the_bank_outweighs_a_text_that_it_writes_differently() =>
        Assert.That(Ids(Statement("7", Coffee(January30, "B1"))), Is.EqualTo(Ids(Statement("7", Coffee(January30, "B1", "COFFEE")))));

    [Test]
    public void a_reference_that_is_used_again_does_not_make_two_payments_one() =>
        Assert.That(Ids(Statement("7", Coffee(January30, "55555"), Coffee(January30, "55555"), Coffee(January30.AddDays(1), "55555"))), Is.Unique);

    [Test]
    public void an_equal_payment_in_another_numbered_statement_of_the_day_differs_so_that_it_is_a_conflict_and_no_duplicate()
    {
        var (first, second) = (Of(Statement("7", Coffee(January30))).Single(), Of(Statement("8", Coffee(January30))).Single());
        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(second.Attributes["statement"], Is.Not.EqualTo(first.Attributes["statement"]));
    }

    [Test]
    public void what_moves_nothing_is_no_transaction() =>
        Assert.That(
            BankTransactions.Of("bank", [Statement("7", Coffee(January30) with { Amount = 0m })]).Single(),
            Is.InstanceOf<EntryMeaning.Nothing>()
        );

    [Test]
    public void the_direction_is_an_attribute_and_the_amount_has_no_sign()
    {
        var transactions = Of(Statement("7", Coffee(January30), Coffee(January30) with { Amount = 3.5m }));
        Assert.That(
            transactions.Select(transaction => (transaction.Kind, transaction.Gross, transaction.Attributes["direction"])),
            Is.EqualTo(new[] { (TransactionKind.Transfer, 3.5m, "out"), (TransactionKind.Transfer, 3.5m, "in") })
        );
        Assert.That(transactions[0].OccurredAt, Is.EqualTo(new DateTimeOffset(2026, 1, 30, 0, 0, 0, TimeSpan.Zero)));
    }

    [TestCase(150, 1)]
    [TestCase(600, 2)]
    [TestCase(100_000, 20)]
    public void a_long_text_goes_on_in_further_attributes_that_are_accepted(int length, int pieces)
    {
        var text = string.Concat(Enumerable.Repeat("abcd efgh 4111 1111 1111 1111 \u0007😀 ", length))[..length];
        var transaction = Of(Statement("7", Coffee(January30, text: text))).Single();
        Assert.That(TransactionRules.Check(transaction), Is.Empty);
        Assert.That(
            transaction.Attributes.Count(attribute => attribute.Key.StartsWith("remittance", StringComparison.Ordinal)),
            Is.EqualTo(pieces).Within(pieces == 20 ? 0 : 1)
        );
    }
}
