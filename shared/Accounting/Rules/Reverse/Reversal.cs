using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>Makes the lines of a refund or dispute that takes back a part of another transaction: the lines that the original's own rule made, by
/// the amounts of the part, on the other side.</summary>
/// <remarks>That rule was shown to balance for every transaction that fulfils its conditions. They are asked of the original, so the same lines
/// are made, and the part's amounts add up as those of any transaction do. A single amount that is zero in the original is zero in the part; a sum of
/// amounts with both signs need not be, nor an amount of which a condition asked for exactly so much. Where the rule balances only because of those, the
/// part does not: drafting finds that and the refund is held as unbalanced.</remarks>
static class Reversal
{
    /// <returns>The lines, ready to draft, and what is given back; or why the transaction is held.</returns>
    public static (List<JournalLine> Lines, Portion Portion, MapResult.Held? Held) Make(
        SourceTransaction refund,
        PreparedRule rule,
        RuleSet set,
        Original? original,
        Trace? trace
    )
    {
        MapResult.Held Held(string code, string reason) => new(code, $"Rule {rule.Rule.Id}: {reason}", rule.Rule.Id);
        (List<JournalLine>, Portion, MapResult.Held?) Without(MapResult.Held held) => ([], new Portion { Gross = 0m }, held);

        if (refund.RelatedTo is not { } id)
            return Without(
                Held(
                    HeldReason.MissingValue,
                    "the transaction does not say what it gives back (related_to). Fill it in at the source, or add a rule with lines of its own."
                )
            );
        if (original is null)
            return Without(
                Held(
                    HeldReason.AwaitsOriginal,
                    $"it gives back a part of {id}, which is not in the books yet. It is decided again as soon as that is."
                )
            );
        var reversing = rule.Rule.Reverse!;
        var decided = original.Decided is { } known
            ? new GiveBackResult.Given(known)
            : GiveBack.Of(original.Said, original.GivenBack, refund, reversing);
        if (decided is GiveBackResult.Refused(var code, var reason))
            return Without(Held(code, reason));
        var (back, problem) = PostedBack.Of(original, refund, ((GiveBackResult.Given)decided).Portion, set);
        if (back is null)
            return Without(Held(problem!.Value.Code, problem.Value.Reason));
        if (RuleEvaluation.Match(original.Said, original.Rules) is not { Rule.Reverse: null } made)
            return Without(Held(HeldReason.NotInOriginal, $"{id} gives something back itself, or is held. Add a rule with lines of its own."));
        List<LineSource>? origins = trace is null && back.Paid is null ? null : [];
        var lines = back.Lines(made, origins);
        if (trace is not null)
            trace.Lines = lines;
        if (lines.Make() is { } held)
            return Without(held);
        var reversed = lines.Lines.ConvertAll(line => line with { Account = reversing.AccountFor(line.Account), Amount = -line.Amount });
        if (back.Paid is { } paid)
        {
            var posted = lines.Amounts.Gross;
            if (TakenAtRate.Settle(reversed, origins!, posted, paid, set.Exchange?.Difference) is (var problemCode, var found))
                return Without(Held(problemCode, found));
            if (trace is not null && paid.Equivalent.Amount != posted)
                trace.Difference = $"{paid}, and was posted for {Currencies.Find(paid.Equivalent.Currency).Format(posted)}";
        }
        var unknown = reversed.Find(line => !set.Accounts.Has(line.Account));
        return unknown is null
            ? (reversed, back.Portion, null)
            : Without(
                Held(
                    HeldReason.UnknownAccount,
                    $"{id} was posted to {unknown.Account}, which is not in the chart of {set.Name} {set.Version}. Declare it, or name another one instead."
                )
            );
    }
}
