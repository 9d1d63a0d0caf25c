using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

/// <summary>A day of a gateway's balance: 10.00 in the morning, a sale of 100.00 with its fee of 3.20, a refund of 20.00; 86.80 in the evening.</summary>
public sealed class Following_a_sources_account
{
    static readonly DateOnly Day = new(2026, 3, 2);

    static readonly AccountSide Plain = new(
        "stripe",
        "balance",
        "USD",
        Day,
        Day,
        Reference: "",
        Opening: 10.00m,
        Closing: 86.80m,
        Before: 10.00m,
        Told: 3,
        [Moved("ch_1", 100.00m), Moved("txn_1", -3.20m), Moved("re_1", -20.00m)],
        Unheard: []
    );

    static MovementSide Moved(string id, decimal amount) => new(id, Rows: 1, amount) { Known = true, Own = amount };

    static AccountSide With(string id, Func<MovementSide, MovementSide> change) =>
        Plain with
        {
            Movements = [.. Plain.Movements.Select(movement => movement.TransactionId == id ? change(movement) : movement)],
        };

    static AccountEvidence Evidence(AccountSide side) => new AccountComparison(side).Finding()!.Evidence.Account!;

    [Test]
    public void is_complete_when_what_was_received_leads_from_balance_to_balance()
    {
        var comparison = new AccountComparison(Plain);
        Assert.That(
            (comparison.State, comparison.Difference, comparison.KnownSum, comparison.Finding()),
            Is.EqualTo((AccountState.Complete, (decimal?)0m, 76.80m, (Finding?)null))
        );
    }

    [Test]
    public void counts_what_no_webhook_had_told() =>
        Assert.That(new AccountComparison(With("ch_1", moved => moved with { Refilled = true })).Refilled, Is.EqualTo(1));

    [Test]
    public void names_what_was_never_received_and_how_much_that_is()
    {
        var evidence = Evidence(With("ch_1", moved => moved with { Known = false, Own = null }));
        Assert.That((evidence.Difference, evidence.MissingCount, evidence.Known), Is.EqualTo(((decimal?)100.00m, 1, 2)));
        Assert.That(evidence.Missing, Is.EqualTo([new MovementEvidence("ch_1", 100.00m, Own: null)]));
    }

    [Test]
    public void finds_what_the_source_does_not_list_either_by_the_balances()
    {
        var evidence = Evidence(Plain with { Closing = 136.80m });
        Assert.That((evidence.Difference, evidence.MissingCount, evidence.DifferingCount), Is.EqualTo(((decimal?)50.00m, 0, 0)));
    }

    [Test]
    public void names_what_was_received_with_another_amount()
    {
        var evidence = Evidence(With("ch_1", moved => moved with { Own = 90.00m }));
        Assert.That(evidence.Differing, Is.EqualTo([new MovementEvidence("ch_1", 100.00m, 90.00m)]));
        Assert.That(evidence.Difference, Is.EqualTo(10.00m));
    }

    [Test]
    public void takes_the_sources_word_for_what_is_in_another_currency() =>
        Assert.That(new AccountComparison(With("ch_1", moved => moved with { Own = null })).State, Is.EqualTo(AccountState.Complete));

    [Test]
    public void names_what_was_received_and_moved_nothing() => Assert.That(Evidence(Plain with { Unheard = ["ch_2"] }).Unheard, Is.EqualTo(["ch_2"]));

    [Test]
    public void a_period_that_does_not_begin_with_what_the_one_before_ended_with_is_a_gap()
    {
        Assert.That(Evidence(Plain with { Before = 4.00m }).Before, Is.EqualTo(4.00m));
        Assert.That(new AccountComparison(Plain with { Before = null }).State, Is.EqualTo(AccountState.Complete), "the first one");
    }

    [Test]
    public void without_balances_nothing_is_proved()
    {
        Assert.That(new AccountComparison(Plain with { Opening = null }).State, Is.EqualTo(AccountState.Unproven));
        Assert.That(
            new AccountComparison(With("ch_1", moved => moved with { Known = false }) with { Closing = null }).State,
            Is.EqualTo(AccountState.Gap)
        );
    }

    [Test]
    public void waits_for_what_is_under_way_and_explains_the_balance_by_it()
    {
        static MovementSide UnderWay(MovementSide moved) => moved with { Known = false, Own = null, UnderWay = true };
        var comparison = new AccountComparison(With("re_1", UnderWay));
        Assert.That((comparison.State, comparison.Finding()), Is.EqualTo((AccountState.Waiting, (Finding?)null)));
        Assert.That(
            (comparison.KnownSum, comparison.UnderWay, comparison.UnderWaySum, comparison.Difference),
            Is.EqualTo((96.80m, 1, -20.00m, (decimal?)0m))
        );
        Assert.That(
            new AccountComparison(With("re_1", UnderWay) with { Closing = 90.00m }).State,
            Is.EqualTo(AccountState.Gap),
            "it explains no more"
        );
    }

    [Test]
    public void waits_while_not_all_was_told()
    {
        var comparison = new AccountComparison(Plain with { Told = 4 });
        Assert.That((comparison.State, comparison.Finding()), Is.EqualTo((AccountState.Waiting, (Finding?)null)));
    }

    [Test]
    public void has_one_discrepancy_for_each_period_of_an_account()
    {
        static Guid Id(AccountSide side) =>
            DiscrepancyId.For("acme", DiscrepancyType.SourceIncomplete, new Subject { Source = side.Source, Period = side.Name });
        var ids = new[]
        {
            Plain,
            Plain with
            {
                From = Day.AddDays(1),
                Until = Day.AddDays(1),
            },
            Plain with
            {
                Currency = "EUR",
            },
            Plain with
            {
                Reference = "7",
            },
        };
        Assert.That(ids.Select(Id).Distinct().Count(), Is.EqualTo(4));
        Assert.That(Id(Plain with { Closing = 0m }), Is.EqualTo(Id(Plain)));
    }
}
