using AccountingSync.Accounting;
using AccountingSync.Integration.Tests.Faults;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>What the sources have to say, request by request.</summary>
/// <param name="KeepsTrying">False when a source may give up on what is not answered.</param>
sealed record Day(IReadOnlyList<IReadOnlyList<SourceTransaction>> Requests, bool KeepsTrying)
{
    const int MaxTransactions = 6;
    const int MaxRevisions = 3;
    const int MaxRequest = 4;
    static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.FromHours(-5));

    /// <summary>Revisions in any order, some twice, some with other content under the same key, some twice within a request.</summary>
    public static Day Planned(Dice dice)
    {
        var facts = new List<SourceTransaction>();
        for (var number = 1 + dice.Below(MaxTransactions); number > 0; number--)
        {
            var unmapped = dice.Pick<TransactionKind?>([null, null, null, TransactionKind.Adjustment, TransactionKind.Transfer]);
            for (var revision = 1 + dice.Below(MaxRevisions); revision > 0; revision--)
            {
                var fact = Fact($"t-{number}", revision, unmapped is { } kind && dice.OneIn(2) ? kind : TransactionKind.Sale, dice);
                // Most corrections are not of the time.
                facts.Add(facts.Count > 0 && facts[^1].Id == fact.Id && !dice.OneIn(3) ? fact with { OccurredAt = facts[^1].OccurredAt } : fact);
            }
        }
        var contradicted = facts.Where(_ => dice.OneIn(6)).Select(fact => Fact(fact.Id, fact.Revision, fact.Kind, dice)).ToList();
        for (var number = dice.Below(3); number > 0; number--)
            facts.AddRange(GivenBack(number, dice));
        if (dice.OneIn(2))
            facts.Add(Payout(facts, dice));
        var repeated = facts.Where(_ => dice.OneIn(3)).ToList();
        return InRequests([.. facts, .. repeated, .. contradicted], keepsTrying: false, dice);
    }

    /// <summary>A fact, which the rules may map at once, later or never, and refunds that give back parts of it, together not more than there was.</summary>
    static IEnumerable<SourceTransaction> GivenBack(int number, Dice dice)
    {
        var kind = dice.Pick([TransactionKind.Sale, TransactionKind.Sale, TransactionKind.Adjustment, TransactionKind.Transfer]);
        var original = Fact($"s-{number}", 1, kind, dice);
        yield return original;
        for (var refund = 1 + dice.Below(2); refund > 0; refund--)
            yield return original with
            {
                Id = $"b-{number}-{refund}",
                Kind = TransactionKind.Refund,
                Gross = decimal.Round(original.Gross / (2 + dice.Below(3)), 2, MidpointRounding.ToZero),
                Tenders = [],
                RelatedTo = original.Id,
            };
    }

    /// <summary>A payout that tells what it settles: some of the day's facts, and a part that it does not explain.</summary>
    static SourceTransaction Payout(IReadOnlyList<SourceTransaction> facts, Dice dice)
    {
        List<PayoutContent> contents =
        [
            .. facts.DistinctBy(fact => fact.Id).Where(_ => dice.OneIn(2)).Select(fact => new PayoutContent(fact.Id, fact.Kind, fact.Gross)),
        ];
        return Fact("p-1", 1, TransactionKind.Payout, dice) with { Tenders = [], Contents = contents };
    }

    /// <summary>The same facts in another order, some twice.</summary>
    public static Day Of(IEnumerable<SourceTransaction> facts, Dice dice) =>
        InRequests([.. facts.SelectMany(fact => Enumerable.Repeat(fact, dice.OneIn(4) ? 2 : 1))], keepsTrying: true, dice);

    static Day InRequests(IReadOnlyList<SourceTransaction> facts, bool keepsTrying, Dice dice)
    {
        var requests = new List<IReadOnlyList<SourceTransaction>>();
        var shuffled = dice.Shuffled(facts);
        for (var done = 0; done < shuffled.Count; done += requests[^1].Count)
            requests.Add(shuffled.GetRange(done, Math.Min(1 + dice.Below(MaxRequest), shuffled.Count - done)));
        return new Day(requests, keepsTrying);
    }

    static SourceTransaction Fact(string id, int revision, TransactionKind kind, Dice dice)
    {
        var amount = (100 + dice.Below(9_900)) / 100m;
        return new SourceTransaction
        {
            Source = "front-shop",
            Id = id,
            Revision = revision,
            Kind = kind == TransactionKind.Sale ? dice.Pick([kind, TransactionKind.Refund, TransactionKind.Fee]) : kind,
            OccurredAt = Noon.AddMinutes(dice.Below(600)),
            Currency = dice.Pick(["USD", "EUR"]),
            Gross = amount,
            Tenders = dice.OneIn(2) ? [new TransactionTender("card", amount, Reference: null)] : [],
        };
    }
}
