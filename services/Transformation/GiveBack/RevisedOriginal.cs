using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>A revision of a transaction of which refunds or disputes gave back parts before. Pure.</summary>
static class RevisedOriginal
{
    /// <summary>A revision that has less than was given back of the one before is held, and that one stands. It is a discrepancy at once: nothing that comes by
    /// itself mends it.</summary>
    /// <param name="standing">The revision whose entry stands.</param>
    /// <param name="parts">What was given back, what was decided first before the rest.</param>
    public static MapResult Hold(ReceivedTransaction item, MapResult result, int standing, IReadOnlyList<GivenBackRow> parts)
    {
        if (result is not MapResult.Mapped(var entry) || Revised.Contradiction(item.ToDomain(), [.. parts.Select(row => row.Portion)]) is not { } why)
            return result;
        var ids = string.Join(", ", parts.Select(row => row.Name.Id).Order(StringComparer.Ordinal));
        return new MapResult.Held(
            HeldReason.BelowGivenBack,
            $"{why} ({ids}). Revision {standing} stands. Correct this one, or send what gives back too much once more, in a higher revision.",
            entry.Rule.Rule
        )
        {
            Patience = TimeSpan.Zero,
        };
    }

    /// <summary>What a posted refund or dispute would be as a part of the revision that stands now.</summary>
    /// <param name="before">What others had given back by then.</param>
    /// <param name="row">What it gave back of the former revision.</param>
    /// <returns>Null when nothing differs.</returns>
    public static string? Difference(
        string organisation,
        BroughtOriginal item,
        GivenBackRow row,
        IReadOnlyList<GivenBackRow> before,
        RuleVersion? rulesOfRefund,
        RuleSet rulesOfOriginal,
        RuleBook book
    )
    {
        var refund = item.GaveBack!.ToDomain();
        var former = new Original(item.Former!.ToDomain(), Find(book, row.Rules), []) { Decided = row.Portion };
        var revised = new Original(item.Original.ToDomain(), rulesOfOriginal, [.. before.Select(other => other.Portion)]);
        // Decided before the version was noted: by the one that holds on its day.
        var rules =
            rulesOfRefund is null && book.Map(refund, organisation, former) is MapResult.Mapped(var entry)
                ? new RuleVersion(entry.Rule.RuleSet, entry.Rule.Version)
                : rulesOfRefund;
        return rules is null ? null : GivenBackDifference.Of(refund, Find(book, rules), organisation, former, revised);
    }

    static RuleSet Find(RuleBook book, RuleVersion rules) =>
        book.Find(rules.Set, rules.Version) ?? throw new InvalidDataException($"{rules.Set} {rules.Version} is not published any more.");
}
