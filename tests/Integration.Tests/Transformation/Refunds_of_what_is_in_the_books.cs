using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Transformation;

public sealed class Refunds_of_what_is_in_the_books() : RefundsFixture("refunds")
{
    [Test]
    public async Task take_back_the_lines_of_their_sale_and_are_not_told_as_held()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "54.00"));
        await Posted(2);

        Assert.That(
            await Lines("r-1"),
            Is.EqualTo(
                new[] { "assets:clearing:till -54.00", "income:refunds:books 20.00", "income:refunds:kitchen 30.00", "liabilities:tax:ny 4.00" }
            )
        );
        Assert.That(await Heard(nameof(SourceTransactionsHeld)), Is.Zero);
        Assert.That(await HeldNow(), Is.Empty);
    }

    [Test]
    public async Task that_come_first_wait_for_their_sale_visibly()
    {
        await Send(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(() => Heard(nameof(SourceTransactionsHeld)), Is.EqualTo(1), "It is told that the refund waits");
        Assert.That((await HeldNow()).Single().Code, Is.EqualTo("awaits-original"));

        await Send(Sale("s-1"));
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("assets:clearing:till -54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.Zero, "Nothing is held any more");
    }

    [Test]
    public async Task that_come_with_their_sale_in_one_request_are_posted_whichever_is_first()
    {
        await Send(Refund("r-1", "s-1", "54.00"), Sale("s-1"), Sale("s-2"), Refund("r-2", "s-2", "108.00"));
        await Posted(4);

        Assert.That(await Lines("r-2"), Has.Member("assets:clearing:till -108.00"));
    }

    [Test]
    public async Task of_one_sale_that_come_all_at_once_never_give_back_more_than_it_was()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Send(Refund($"r-{number}", "s-1", "10.00"))));
        await Posted(11);
        await Eventually.That(
            async () => (await HeldNow()).Count(held => held.Code == "exceeds-original"),
            Is.EqualTo(2),
            "Two find too little left"
        );

        var sums = await Office.Read<string[]>(
            $"""
            SELECT array_agg(account || ' ' || sum ORDER BY account) FROM (
                SELECT line ->> 'Account' AS account, sum((line ->> 'Amount')::numeric) AS sum
                FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
                WHERE message = 'PostJournalEntries' AND organisation = '{Shop}'
                GROUP BY 1) AS sums
            """
        );
        Assert.That(sums, Has.Member("assets:clearing:till 8.00"));
    }

    [Test]
    public async Task that_are_revised_count_once()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "100.00"));
        await Posted(2);
        await Send(Refund("r-1", "s-1", "108.00", revision: 2));
        await Posted(3);

        await Eventually.That(() => Heard(nameof(ReverseJournalEntries)), Is.EqualTo(1), "The first revision is taken back");
        Assert.That(await HeldNow(), Is.Empty);
    }

    [Test]
    public async Task wait_while_their_sale_is_held_and_go_with_it()
    {
        var sale = Sale("s-1").Replace("\"kind\":\"sale\"", "\"kind\":\"adjustment\"", StringComparison.Ordinal);
        await Send(sale, Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.EqualTo(2), "Both are held");

        await Publish(
            ShippedRuleSets
                .Text(ShippedRuleSets.Retail)
                .Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal)
                .Replace(
                    "when: { kind: [sale, payment] }",
                    "when: { any: [{ kind: [sale, payment] }, { kind: adjustment, source: till }] }",
                    StringComparison.Ordinal
                )
        );
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("income:refunds:kitchen 30.00"));
    }

    [Test]
    public async Task are_decided_after_a_restart_in_between()
    {
        await Send(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.EqualTo(1), "It waits");
        await StopTransformation();
        await Send(Sale("s-1"));
        await StartTransformation();
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("assets:clearing:till -54.00"));
    }
}
