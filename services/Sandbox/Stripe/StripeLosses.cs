using System.Text;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Which events of a day its receiver is not told of by webhook. Pure: the same arguments give the same ids.</summary>
/// <param name="Lost">The list of events knows them.</param>
/// <param name="Hidden">Nothing knows them but the balance: a hole in the vendor's own list.</param>
public sealed record StripeLosses(IReadOnlySet<string> Lost, IReadOnlySet<string> Hidden)
{
    /// <param name="lost">Share of all events.</param>
    /// <param name="hidden">How many charges, of which no other event speaks: a refund of what nobody knows would wait for it.</param>
    public static StripeLosses Of(StripeDay day, long seed, double lost, int hidden)
    {
        var numbers = new SeededNumbers(seed ^ 0x2545F491);
        var others = string.Concat(
            day.Events.Where(made => made.Type is not ("charge.succeeded" or "payout.paid")).Select(made => Encoding.UTF8.GetString(made.Body.Span))
        );
        var alone = day
            .Events.Where(made => made.Type == "charge.succeeded" && !others.Contains(made.ObjectId, StringComparison.Ordinal))
            .Select(made => made.Id)
            .ToList();
        numbers.Shuffle(alone);
        var gone = alone.Take(hidden).ToHashSet(StringComparer.Ordinal);
        var left = day.Events.Select(made => made.Id).Where(id => !gone.Contains(id)).ToList();
        numbers.Shuffle(left);
        var count = (int)Math.Round(day.Events.Count * lost, MidpointRounding.AwayFromZero);
        return new StripeLosses(left.Take(count).ToHashSet(StringComparer.Ordinal), gone);
    }

    public bool Contains(string id) => Lost.Contains(id) || Hidden.Contains(id);
}
