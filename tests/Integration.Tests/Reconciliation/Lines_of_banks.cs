using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Bank;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Lines of banks and payouts are matched whatever comes first, and what a person decides stays.</summary>
public sealed partial class Lines_of_banks : Told_accounts
{
    const string Account = "DE14740618130000033626";
    static readonly DateOnly PaidOn = new(2026, 1, 10);

    [Test]
    public async Task are_matched_the_same_whatever_comes_first()
    {
        object[] all = [Payout("po_1Nabc", 100m), Line("b1", 100m, 2, "STRIPE po_1Nabc"), Payout("po_2", 50m), Line("b2", 50m, 1, "STRIPE")];
        await organisation.Hears(all);
        var forwards = await MatchesAfter(90);
        name += "-backwards";
        organisation = new Organisation(schema.Service, name, clock);
        await organisation.Hears([.. all.Select(Renamed).Reverse()]);
        Assert.That(await MatchesAfter(90), Is.EqualTo(forwards));
        Assert.That(forwards, Is.EquivalentTo(["accepted identified po_1Nabc = b1", "accepted only_one po_2 = b2"]));
    }

    [Test]
    public async Task are_no_match_any_more_when_another_one_is_possible()
    {
        await organisation.Hears(Payout("po_1", 50m), Line("b1", 50m, 1, "STRIPE"));
        Assert.That(await MatchesAfter(90), Is.EqualTo(["accepted only_one po_1 = b1"]));
        await organisation.Hears(Payout("po_2", 50m, at: 100));
        Assert.That(await MatchesAfter(240), Is.EquivalentTo(["proposed ambiguous po_1 = b1", "proposed ambiguous po_2 = b1"]));
    }

    [Test]
    public async Task that_a_person_confirmed_stay_and_the_reason_with_them()
    {
        await organisation.Hears(Payout("po_1", 50m), Payout("po_2", 50m), Line("b1", 50m, 1, "STRIPE"));
        await MatchesAfter(90);
        Assert.That(await Decide("po_2", BankDesk.Confirmed), Is.InstanceOf<BankDecision.Done>());
        Assert.That(await Decide("po_2", BankDesk.Confirmed), Is.InstanceOf<BankDecision.Already>());
        await organisation.Hears(Line("b2", 50m, 2, "STRIPE po_2xyz99", at: 100), Payout("po_3", 50m, at: 100));
        Assert.That(
            await MatchesAfter(300),
            Is.EquivalentTo(["confirmed ambiguous po_2 = b1", "proposed ambiguous po_1 = b2", "proposed ambiguous po_3 = b2"])
        );
        var confirmed = (await List("confirmed")).Single();
        Assert.That((confirmed.DecidedBy, confirmed.Reason), Is.EqualTo(("Maria", "because")));
        await organisation.Hears(Payout("po_2", 51m, revision: 2, at: 310));
        await MatchesAfter(400);
        Assert.That((await List("confirmed")).Single().Lines[0].Now, Is.EqualTo(51m), "it is shown that it says something else by now");
    }

    [Test]
    public async Task that_a_person_rejected_are_neither_accepted_nor_proposed_again()
    {
        await organisation.Hears(Payout("po_1", 50m), Line("b1", 50m, 1, "STRIPE"));
        await MatchesAfter(90);
        Assert.That(await Decide("po_1", BankDesk.Rejected), Is.InstanceOf<BankDecision.Done>());
        Assert.That(await MatchesAfter(200), Is.EqualTo(["rejected only_one po_1 = b1"]));
        await organisation.RunsAll();
        Assert.That(await MatchesAfter(300), Is.EqualTo(["rejected only_one po_1 = b1"]));
        Assert.That(await Decide("po_1", BankDesk.Confirmed), Is.InstanceOf<BankDecision.Done>(), "whoever was wrong may say so");
        Assert.That(await Decisions(), Is.EqualTo(["accepted rejected Maria because", "rejected confirmed Maria because"]), "and both are kept");
    }

    [Test]
    public async Task are_not_confirmed_twice_and_what_a_run_accepted_gives_way()
    {
        await organisation.Hears(Payout("po_1", 50m), Payout("po_2", 50m), Line("b1", 50m, 1, "STRIPE"));
        await MatchesAfter(90);
        await Decide("po_1", BankDesk.Confirmed);
        Assert.That(await Decide("po_2", BankDesk.Confirmed), Is.InstanceOf<BankDecision.Taken>());
        await Decide("po_1", BankDesk.Rejected);
        Assert.That(await MatchesAfter(200), Is.EquivalentTo(["rejected ambiguous po_1 = b1", "accepted only_one po_2 = b1"]));
        Assert.That(await Decide("po_1", BankDesk.Confirmed), Is.InstanceOf<BankDecision.Done>());
        Assert.That(await MatchesAfter(300), Is.EqualTo(["confirmed ambiguous po_1 = b1"]));
    }

    [Test]
    public async Task are_matched_again_when_all_that_was_found_is_gone()
    {
        await organisation.Hears(
            Payout("po_1Nabc", 100m),
            Line("b1", 100m, 2, "STRIPE po_1Nabc"),
            Payout("po_2", 50m),
            Payout("po_3", 50m),
            Line("b2", 50m, 1, "STRIPE")
        );
        var before = await MatchesAfter(90);
        Assert.That(before, Has.Count.EqualTo(3));
        await schema.Tamper($"DELETE FROM reconciliation.bank_matches WHERE organisation = '{name}'");
        await organisation.RunsAll();
        Assert.That(await MatchesAfter(100), Is.EquivalentTo(before));
    }

    [Test]
    public async Task from_before_are_known_by_amount_and_day_once_somebody_asks_for_everything()
    {
        var moved = Moved(new Days(PaidOn, PaidOn, "1"), (PaidOn, "b1", 50m));
        await organisation.Hears(
            Payout("po_1", 50m),
            moved with
            {
                Items = [moved.Items[0] with { Source = "main-bank", Account = Account }],
            },
            Statement(PaidOn, PaidOn, reference: "1")
        );
        await schema.Tamper($"DELETE FROM reconciliation.bank_lines WHERE organisation = '{name}'");
        clock.Now = SettableClock.Start.AddSeconds(60);
        await organisation.RunsAll();
        Assert.That(await MatchesAfter(90), Is.EqualTo(["accepted only_one po_1 = b1"]));
        await organisation.Hears(Line("b1", 50m, 0, "PAYPAL"));
        Assert.That(await MatchesAfter(90), Is.Empty, "what the transaction itself says counts");
    }

    [Test]
    public async Task are_missing_only_where_statements_cover_every_day_on_which_one_could_be()
    {
        await organisation.Hears(
            Payout("po_1", 50m),
            Statement(PaidOn.AddDays(-5), PaidOn.AddDays(4)),
            Payout("po_0", 7m),
            Line("b0", 7m, 0, "STRIPE")
        );
        await MatchesAfter(90);
        Assert.That(await Reported(), Is.Empty, "tomorrow's statement may have it");
        await organisation.Hears(Statement(PaidOn.AddDays(5), PaidOn.AddDays(5), at: 100));
        await MatchesAfter(240);
        Assert.That(await Reported(), Is.EqualTo(["missing_in_bank po_1"]));
        await organisation.Hears(Line("b1", 50m, 3, "STRIPE", at: 250));
        await MatchesAfter(360);
        Assert.That(await Reported(), Is.Empty, "it came after all");
    }

    [Test]
    public async Task are_missing_only_at_an_account_that_the_gateway_pays_to()
    {
        await organisation.Hears(Payout("po_1", 50m), Line("b0", 7m, 0, "A CUSTOMER"), Statement(PaidOn.AddDays(-5), PaidOn.AddDays(5)));
        await MatchesAfter(90);
        Assert.That(await Reported(), Is.Empty, "it may pay to another one");
        await organisation.Hears(Payout("po_0", 7m, at: 100), Line("b1", 7m, 0, "STRIPE po_0aaaa", at: 100));
        await MatchesAfter(240);
        Assert.That(await Reported(), Is.EqualTo(["missing_in_bank po_1"]));
    }

    [Test]
    public async Task that_go_to_a_gateway_or_came_before_its_first_payout_are_not_unexpected()
    {
        await organisation.Hears(Payout("po_1", 7m), Line("b1", 50m, -30, "STRIPE"), Line("b2", -35m, -2, "STRIPE"), Line("b3", 60m, -1, "STRIPE"));
        await MatchesAfter(86_400);
        Assert.That(await Reported(), Is.EqualTo(["unexpected_in_bank b3"]));
    }

    [Test]
    public async Task are_not_those_of_a_sale_that_was_paid_otherwise_after_all()
    {
        await organisation.Hears(Sale("s-1", 50m, revision: 1, "bank_transfer"), Line("b1", 50m, 1, "A CUSTOMER"));
        Assert.That(await MatchesAfter(90), Is.EqualTo(["accepted only_one s-1 = b1"]));
        await organisation.Hears(Sale("s-1", 50m, revision: 2, "card", at: 100));
        Assert.That(await MatchesAfter(240), Is.Empty);
    }

    [Test]
    public async Task are_unexpected_when_they_name_a_gateway_and_nothing_came_for_days()
    {
        var today = SettableClock.Start.Day - PaidOn.Day;
        await organisation.Hears(Payout("po_1", 7m), Line("b1", 50m, today - 5, "STRIPE"), Line("b2", 50m, 0, "A CUSTOMER"));
        await MatchesAfter(90);
        Assert.That(await Reported(), Is.Empty, "the gateway may tell it yet");
        await MatchesAfter(86_400);
        Assert.That(await Reported(), Is.EqualTo(["unexpected_in_bank b1"]));
        await organisation.Hears(Payout("po_9", 50m, at: 86_400, day: today - 6));
        await MatchesAfter(86_500);
        Assert.That(await Reported(), Is.Empty);
    }

    [Test]
    public async Task that_came_back_failed_are_not_asked_for()
    {
        await organisation.Hears(
            Payout("po_1", 50m),
            Payout("po_1", 50m, revision: 2, status: "failed"),
            Statement(PaidOn.AddDays(-5), PaidOn.AddDays(5))
        );
        await MatchesAfter(90);
        Assert.That(await Reported(), Is.Empty);
    }

    async Task<IReadOnlyList<string>> MatchesAfter(int seconds)
    {
        clock.Now = SettableClock.Start.AddSeconds(seconds);
        await organisation.RunsARound();
        return
        [
            .. (await List(state: null))
                .Select(match =>
                    $"{match.State} {match.Confidence} {string.Join('+', match.Lines.Where(line => line.Side == "books").Select(line => line.Id))} = "
                    + string.Join('+', match.Lines.Where(line => line.Side == "bank").Select(line => line.Id))
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    Task<IReadOnlyList<BankMatchView>> List(string? state) =>
        organisation.Read(session => BankMatchQuery.List(session, state, only: null, 100, CancellationToken.None));

    /// <summary>About the match of a payout with b1.</summary>
    async Task<BankDecision> Decide(string payout, string verdict)
    {
        var match = (await List(state: null)).Single(match => match.Lines.Any(line => line.Id == payout) && match.Lines.Any(line => line.Id == "b1"));
        await using var session = await Session.Begin(schema.Service, name, CancellationToken.None);
        var decision = await BankDesk.Decide(session, match.Id, verdict, "Maria", "because", clock.Now, CancellationToken.None);
        await session.Commit(CancellationToken.None);
        return decision;
    }

    async Task<IReadOnlyList<string>> Reported() =>
        [
            .. (await organisation.Discrepancies())
                .Where(view => view.Type.EndsWith("_in_bank", StringComparison.Ordinal))
                .Select(view => $"{view.Type} {view.TransactionId}"),
        ];

    Task<IReadOnlyList<string>> Decisions() =>
        organisation.Read(async session =>
        {
            await using var command = session.Command(
                "SELECT was || ' ' || verdict || ' ' || decided_by || ' ' || reason FROM reconciliation.bank_decisions WHERE organisation = $1 ORDER BY decided_at"
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            await using var row = await command.ExecuteReaderAsync();
            var decisions = new List<string>();
            while (await row.ReadAsync())
                decisions.Add(row.GetString(0));
            return (IReadOnlyList<string>)decisions;
        });

    object Renamed(object message) => ((SourceTransactionsReceived)message) with { Organisation = name };
}
