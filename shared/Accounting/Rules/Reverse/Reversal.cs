namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>Makes the lines of a refund or dispute that takes back a part of another transaction: the lines that the original's own rule made, by
/// the amounts of the part, on the other side.</summary>
/// <remarks>That rule was shown to balance for every transaction that fulfils its conditions. They are asked of the original, so the same lines
/// are made; the part's amounts add up as those of any transaction do, and what is zero in the original is zero in the part. So these
/// lines balance too.</remarks>
static class Reversal
{
    /// <returns>The lines, ready to draft, and what is given back; or why the transaction is held.</returns>
    public static (List<JournalLine> Lines, Portion Portion, MapResult.Held? Held) Make(
        SourceTransaction refund,
        PreparedRule rule,
        RuleSet set,
        Original? original
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
        var portion = ((GiveBackResult.Given)decided).Portion;
        if (Lines(original, portion, refund) is not { } lines)
            return Without(Held(HeldReason.NotInOriginal, $"{id} gives something back itself, or is held. Add a rule with lines of its own."));
        if (lines.Make() is { } held)
            return Without(held);
        var reversed = lines.Lines.ConvertAll(line => line with { Account = reversing.AccountFor(line.Account), Amount = -line.Amount });
        var unknown = reversed.Find(line => !set.Accounts.Has(line.Account));
        return unknown is null
            ? (reversed, portion, null)
            : Without(
                Held(
                    HeldReason.UnknownAccount,
                    $"{id} was posted to {unknown.Account}, which is not in the chart of {set.Name} {set.Version}. Declare it, or name another one instead."
                )
            );
    }

    /// <summary>Not made yet. Null when the original's rule has no lines of its own.</summary>
    public static EntryLines? Lines(
        Original original,
        Portion portion,
        SourceTransaction refund,
        List<(RuleLine Line, object? Element, object? Paid)>? origins = null
    )
    {
        var said = original.Said;
        if (RuleEvaluation.Match(said, original.Rules) is not { Rule.Reverse: null } made)
            return null;
        var tenders = refund.Tenders.Count > 0 && said.Tenders.Count > 0 ? refund.Tenders : null;
        return new EntryLines(tenders is null ? said : said with { Tenders = tenders }, original.Rules, made, Currencies.Find(said.Currency))
        {
            Amounts = portion.Of(said, tenders),
            Origins = origins,
        };
    }
}
