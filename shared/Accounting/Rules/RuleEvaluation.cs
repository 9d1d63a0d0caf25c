using AccountingSync.Accounting.Rules.Exchange;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Turns a source transaction into a journal entry. A pure function of its arguments: no clock, no I/O, decimals only.</summary>
public static class RuleEvaluation
{
    /// <param name="original">What the transaction gives back a part of, for a rule that reverses; null while that is not in the books.</param>
    public static MapResult Map(SourceTransaction transaction, RuleSet set, string organisation, Original? original = null) =>
        Map(transaction, set, organisation, original, trace: null);

    /// <param name="trace">Takes down how the entry is made; null when nobody wants to know.</param>
    internal static MapResult Map(SourceTransaction transaction, RuleSet set, string organisation, Original? original, Trace? trace) =>
        Decide(transaction, set, organisation, original, trace) switch
        {
            MapResult.Held { ReasonCode: HeldReason.AwaitsOriginal or HeldReason.AwaitsSettlement } waits => waits with { Patience = set.Patience },
            var decided => decided,
        };

    static MapResult Decide(SourceTransaction transaction, RuleSet set, string organisation, Original? original, Trace? trace)
    {
        if (!set.Scope.Covers(transaction.Source, organisation))
            return new MapResult.Held(
                HeldReason.OutOfScope,
                $"The set {set.Name} {set.Version} is not for {transaction.Source} of {organisation}: widen its scope or activate another set."
            );
        var date = set.Effective.DayOf(transaction);
        if (!set.Effective.Covers(date))
            return new MapResult.Held(
                HeldReason.NotEffective,
                $"The business day is {date:yyyy-MM-dd}; {set.Name} {set.Version} holds from {set.Effective}. Activate a version that covers the day."
            );
        if (!Currencies.TryFind(transaction.Currency, out var currency))
            return new MapResult.Held(HeldReason.UnknownCurrency, $"'{transaction.Currency}' is no ISO 4217 currency in use.");

        var rules = set.Index.For(transaction.Kind);
        var match = IndexOfMatch(rules, transaction);
        if (match < 0)
            return NearestRule.Explain(transaction, set);
        var rule = rules[match];
        for (var i = match + 1; i < rules.Length && rules[i].Rule.Priority == rule.Rule.Priority; i++)
        {
            if (rules[i].Rule.When.Holds(transaction, null))
                return new MapResult.Held(
                    HeldReason.Ambiguous,
                    $"The rules {rule.Rule.Id} and {rules[i].Rule.Id} both match with priority {rule.Rule.Priority}: give the one that shall win a higher priority, or narrow one of them.",
                    rule.Rule.Id
                );
        }
        if (rule.Rule.Reverse is not null)
        {
            var (reversed, portion, held) = Reversal.Make(transaction, rule, set, original, trace);
            return held ?? Draft(transaction, rule, organisation, date, reversed, portion);
        }
        if (rule.Rule.Assert?.Unusable(transaction) is { } field)
            return new MapResult.Held(
                HeldReason.MissingValue,
                $"Rule {rule.Rule.Id}: the account that it asserts needs {field}, which the transaction lacks or which no account name can carry.",
                rule.Rule.Id
            );
        var (lines, unknown) = Lines(transaction, set, rule, currency, trace);
        if (lines is null)
            return unknown!;
        return lines.Make() ?? Draft(transaction, rule, organisation, date, lines.Lines, null);
    }

    /// <summary>Not made yet; or why they cannot be.</summary>
    static (EntryLines? Lines, MapResult.Held? Held) Lines(
        SourceTransaction transaction,
        RuleSet set,
        PreparedRule rule,
        Currency currency,
        Trace? trace
    )
    {
        MapResult.Held Held(string code, string reason) => new(code, $"Rule {rule.Rule.Id}: {reason}", rule.Rule.Id);

        List<LineSource>? origins = trace is null ? null : [];
        var lines = new EntryLines(transaction, set, rule, currency) { Origins = origins };
        switch (set.Exchange?.For(transaction))
        {
            case null or ExchangeDecision.Same:
                break;
            case ExchangeDecision.Unknown(var reason):
                return (null, Held(HeldReason.AwaitsSettlement, reason));
            case ExchangeDecision.Into(var equivalent):
                if (Exchanged.Of(transaction, equivalent) is not { } amounts)
                    return (null, Held(HeldReason.Refused, $"a part of it would come to more than {JournalEntry.MaxAmount} {equivalent.Currency}."));
                lines = new EntryLines(transaction, set, rule, Currencies.Find(equivalent.Currency))
                {
                    Amounts = amounts,
                    Presented = transaction,
                    At = new CameTo(transaction.Gross, transaction.Currency, equivalent),
                    Origins = origins,
                };
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
        if (trace is not null)
            trace.Lines = lines;
        return (lines, null);
    }

    /// <summary>The rule that made a transaction's entry; null when none matches.</summary>
    internal static PreparedRule? Match(SourceTransaction transaction, RuleSet set)
    {
        var rules = set.Index.For(transaction.Kind);
        return IndexOfMatch(rules, transaction) is >= 0 and var match ? rules[match] : null;
    }

    static int IndexOfMatch(PreparedRule[] rules, SourceTransaction transaction)
    {
        for (var i = 0; i < rules.Length; i++)
            if (rules[i].Rule.When.Holds(transaction, null))
                return i;
        return -1;
    }

    static MapResult Draft(
        SourceTransaction transaction,
        PreparedRule rule,
        string organisation,
        DateOnly date,
        List<JournalLine> lines,
        Portion? givesBack
    )
    {
        var description =
            rule.Rule.Description?.Render(transaction, null)
            ?? string.Concat([KindName.Of(transaction.Kind), " ", transaction.Source, " ", transaction.Id]);
        var origin = new EntryOrigin(transaction.Source, transaction.Id, transaction.Revision, EntryPart.Entry);
        return JournalEntry.Draft(organisation, origin, date, description, rule.Reference, lines) switch
        {
            DraftResult.Drafted(var entry) => new MapResult.Mapped(entry) { GivesBack = givesBack, Asserts = rule.Rule.Assert?.Of(transaction) },
            DraftResult.Unbalanced(var difference, var code) => new MapResult.Held(
                HeldReason.Unbalanced,
                $"Debits minus credits are {difference} {code}.",
                rule.Rule.Id
            ),
            DraftResult.Refused(var reason) => new MapResult.Held(HeldReason.Refused, reason, rule.Rule.Id),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
