using AccountingSync.Accounting.Reconciliation;
using static AccountingSync.Accounting.Tests.Reconciliation.Sides;

namespace AccountingSync.Accounting.Tests.Reconciliation;

/// <summary>A day of a gateway as its accountant sees it: two sales of 100.00 and 50.00, fees of 3.20 and 1.75, a refund of 20.00 and a dispute of
/// 50.00 with its fee of 15.00. 60.05 reach the bank.</summary>
public sealed class Bringing_a_payout_to_zero
{
    const string Clearing = "assets:clearing:stripe";
    const string Suspense = "liabilities:suspense:stripe";

    static readonly PayoutSide Payout = new(
        "stripe",
        "po_1",
        2,
        "USD",
        60.05m,
        Clearing,
        Suspense,
        [
            Content("ch_1", "payment", 100.00m),
            Content("ch_2", "payment", 50.00m),
            Content("txn_1", "fee", -3.20m),
            Content("txn_2", "fee", -1.75m),
            Content("re_1", "refund", -20.00m),
            Content("dp_1", "dispute", -50.00m),
            Content("txn_3", "fee", -15.00m),
        ]
    );

    static ContentSide Content(string id, string? kind, decimal amount, bool stands = true) =>
        new(id, kind, amount) { Stands = stands, Outcome = stands ? TransactionOutcome.Posted : null };

    static Posting On(string account, string id, decimal amount, string currency = "USD") => new(id, account, currency, amount);

    /// <summary>What the books say when everything went as the source tells.</summary>
    static List<Posting> Posted(PayoutSide payout) =>
        [
            .. payout
                .Contents.Where(content => content.Stands && content.Kind is not null)
                .Select(content => On(Clearing, content.Id, content.Amount)),
            On(Clearing, payout.Id, -payout.Contents.Sum(content => content.Kind is null ? 0m : content.Amount)),
            .. payout.Contents.Sum(content => content.Kind is null ? content.Amount : 0m) is var rest and not 0m
                ? new[] { On(Suspense, payout.Id, -rest) }
                : [],
        ];

    static PayoutSide With(params ContentSide[] contents) => Payout with { Contents = [.. Payout.Contents, .. contents] };

    static PayoutSide Without(string id) =>
        Payout with
        {
            Contents = [.. Payout.Contents.Select(content => content.Id == id ? content with { Stands = false, Outcome = null } : content)],
        };

    static PayoutEvidence Evidence(PayoutSide payout, IReadOnlyList<Posting> postings, DiscrepancyType type) =>
        new PayoutComparison(payout, postings).Findings().Single(finding => finding.Type == type).Evidence.Payout!;

    [Test]
    public void sales_fees_a_refund_and_a_dispute_come_to_zero()
    {
        var comparison = new PayoutComparison(Payout, Posted(Payout));

        Assert.That(Payout.Contents.Sum(content => content.Amount), Is.EqualTo(Payout.Gross));
        Assert.That(comparison.State, Is.EqualTo(PayoutState.Zero));
        Assert.That(comparison.Findings(), Is.Empty);
    }

    [Test]
    public void a_payout_that_waits_for_its_month_leaves_what_its_contents_brought()
    {
        var evidence = Evidence(Payout, [.. Posted(Payout).Where(posting => posting.TransactionId != "po_1")], DiscrepancyType.PayoutNotCleared);

        Assert.That(evidence.Posted, Is.Empty);
        Assert.That(evidence.Residual, Is.EqualTo(Usd(60.05m)));
    }

    [Test]
    public void a_sale_that_is_not_in_the_books_is_named()
    {
        var payout = Without("ch_2");

        var evidence = Evidence(payout, Posted(payout), DiscrepancyType.PayoutNotCleared);
        Assert.That(evidence.Residual, Is.EqualTo(Usd(-50.00m)));
        Assert.That(evidence.Missing.Select(content => (content.Id, content.Amount, content.Why)), Is.EqualTo([("ch_2", 50.00m, "never received")]));
        Assert.That(evidence.Differing, Is.Empty);
    }

    [Test]
    public void what_holds_a_sale_back_is_said()
    {
        var payout = Without("ch_2");
        var held = payout with
        {
            Contents =
            [
                .. payout.Contents.Select(content =>
                    content.Stands ? content : content with { Outcome = TransactionOutcome.Held, Reason = "no rule" }
                ),
            ],
        };

        Assert.That(Evidence(held, Posted(held), DiscrepancyType.PayoutNotCleared).Missing.Single().Why, Is.EqualTo("held: no rule"));
    }

    [Test]
    public void it_is_gone_when_the_sale_comes() =>
        Assert.That(
            new PayoutComparison(Payout, Posted(Payout)).WhyGone(DiscrepancyType.PayoutNotCleared),
            Is.EqualTo("assets:clearing:stripe came to zero.")
        );

    [Test]
    public void a_fee_that_was_booked_with_another_amount_is_named_with_both()
    {
        var postings = Posted(Payout).Select(posting => posting.TransactionId == "txn_1" ? posting with { Amount = -3.00m } : posting).ToList();

        var evidence = Evidence(Payout, postings, DiscrepancyType.PayoutNotCleared);
        Assert.That(evidence.Residual, Is.EqualTo(Usd(0.20m)));
        Assert.That(evidence.Differing.Single(), Has.Property("Id").EqualTo("txn_1").And.Property("Amount").EqualTo(-3.20m));
        Assert.That(evidence.Differing.Single().Posted, Is.EqualTo(Usd(-3.00m)));
    }

    [Test]
    public void a_correction_that_the_source_cannot_tell_lies_on_suspense_and_leaves_clearing_at_zero()
    {
        var payout = With(Content("txn_9", null, -4.00m, stands: false)) with { Gross = 56.05m };
        var comparison = new PayoutComparison(payout, Posted(payout));

        Assert.That(comparison.State, Is.EqualTo(PayoutState.Suspense));
        Assert.That(comparison.Residual, Is.Empty);
        var evidence = Evidence(payout, Posted(payout), DiscrepancyType.PayoutNotRecognised);
        Assert.That(evidence.OnSuspense, Is.EqualTo(Usd(4.00m)));
        Assert.That(evidence.Unrecognised.Single().Id, Is.EqualTo("txn_9"));
        Assert.That(evidence.Missing, Is.Empty, "nobody claimed that it has an entry");
    }

    [Test]
    public void suspense_is_empty_when_somebody_books_the_correction_under_its_own_id()
    {
        var payout = With(Content("txn_9", null, -4.00m)) with { Gross = 56.05m };
        List<Posting> postings = [.. Posted(payout), On(Suspense, "txn_9", -4.00m), On("expenses:fees:stripe", "txn_9", 4.00m)];
        var comparison = new PayoutComparison(payout, postings);

        Assert.That(comparison.State, Is.EqualTo(PayoutState.Zero));
        Assert.That(
            comparison.WhyGone(DiscrepancyType.PayoutNotRecognised),
            Is.EqualTo("Nothing of it lies on liabilities:suspense:stripe any more.")
        );
    }

    [Test]
    public void what_the_contents_leave_of_the_gross_is_named()
    {
        var payout = Payout with { Gross = 61.05m };

        var evidence = Evidence(payout, [.. Posted(payout), On(Suspense, "po_1", -1.00m)], DiscrepancyType.PayoutNotRecognised);
        Assert.That(evidence.Unlisted, Is.EqualTo(1.00m));
    }

    [Test]
    public void what_another_payout_settles_does_not_count() =>
        Assert.That(new PayoutComparison(Payout, [.. Posted(Payout), On(Clearing, "ch_7", 30.00m)]).State, Is.EqualTo(PayoutState.Zero));

    [Test]
    public void what_two_payouts_say_they_settle_is_one_too_many()
    {
        var payout = Payout with
        {
            Contents = [.. Payout.Contents.Select(content => content.Id == "ch_1" ? content with { AlsoIn = "po_2" } : content)],
        };

        var evidence = Evidence(payout, Posted(payout), DiscrepancyType.PayoutNotCleared);
        Assert.That(evidence.Shared.Single().Why, Is.EqualTo("payout po_2 settles it, too"));
        Assert.That(evidence.Residual, Is.Empty);
    }

    [Test]
    public void a_sale_in_another_currency_is_left_as_it_is()
    {
        var postings = Posted(Payout)
            .Select(posting => posting.TransactionId == "ch_1" ? posting with { Currency = "EUR", Amount = 92.00m } : posting);

        var evidence = Evidence(Payout, [.. postings], DiscrepancyType.PayoutNotCleared);
        Assert.That(evidence.Residual, Is.EqualTo(new Dictionary<string, decimal> { ["EUR"] = 92.00m, ["USD"] = -100.00m }));
        Assert.That(evidence.Differing.Single().Id, Is.EqualTo("ch_1"));
    }

    [Test]
    public void nothing_is_claimed_where_the_source_does_not_say_what_it_settles()
    {
        var comparison = new PayoutComparison(Payout with { Contents = [] }, [On(Clearing, "po_1", -60.05m)]);

        Assert.That(comparison.State, Is.EqualTo(PayoutState.Unknown));
        Assert.That(comparison.Findings(), Is.Empty);
    }

    [Test]
    public void fifty_of_many_are_named_the_largest_first()
    {
        var payout = Payout with { Contents = [.. Enumerable.Range(1, 120).Select(i => Content($"ch_{i}", "payment", i, stands: false))] };

        var evidence = Evidence(payout, Posted(payout), DiscrepancyType.PayoutNotCleared);
        Assert.That(evidence.MissingCount, Is.EqualTo(120));
        Assert.That(evidence.Missing, Has.Count.EqualTo(50));
        Assert.That(evidence.Missing[0].Id, Is.EqualTo("ch_120"));
    }
}
