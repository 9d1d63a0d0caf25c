using System.Globalization;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Where a line of an entry comes from.</summary>
/// <param name="Line">As accountants write it.</param>
/// <param name="RuleLine">The place of the rule's line in the set's text, from 1; null for what rounding left. Of what is given back it is the
/// set that made the original's entry.</param>
/// <param name="Element">The item, tax or tender that it is about: <c>item 'mug'</c>.</param>
/// <param name="Amount">With figures: <c>gross - tip = 118.00 - 10.00</c>.</param>
public sealed record LineOrigin(string Line, int? RuleLine, string? Element, string Amount);

/// <summary>Says which line of which rule made each line of an entry, and of which figures. Pure, and made by the evaluation itself.</summary>
public static class RuleExplanation
{
    /// <returns>In the order of the entry's lines; null when the rules hold the transaction.</returns>
    public static IReadOnlyList<LineOrigin>? Of(SourceTransaction transaction, RuleSet set, string organisation, Original? original = null)
    {
        if (RuleEvaluation.Map(transaction, set, organisation, original) is not MapResult.Mapped mapped)
            return null;
        var origins = new List<(RuleLine Line, object? Element, object? Paid)>();
        var lines = mapped.GivesBack is { } portion
            ? Reversal.Lines(original!, portion, transaction, origins)!
            : new EntryLines(transaction, set, RuleEvaluation.Match(transaction, set)!, Currencies.Find(transaction.Currency)) { Origins = origins };
        lines.Make();
        return
        [
            .. mapped.Entry.Lines.Select(
                (line, i) =>
                    i < origins.Count
                        ? Origin(line, origins[i].Line, origins[i].Element, lines.Amounts, origins[i].Paid)
                        : new LineOrigin(LineText.WithDetails(line), null, null, "what rounding left")
            ),
        ];
    }

    static LineOrigin Origin(JournalLine made, RuleLine line, object? element, SourceTransaction amounts, object? paid)
    {
        var figures = new Amount([
            .. line.Amount.Terms.Select(term => term with { Component = new Component.Figure(Figure(term.Component.Of(amounts, paid), made)) }),
        ]);
        return new LineOrigin(
            LineText.WithDetails(made),
            line.Place.Line,
            element is null ? null : Elements.Show(element),
            $"{line.Amount} = {figures}"
        );
    }

    static string Figure(decimal amount, JournalLine made)
    {
        var currency = Currencies.Find(made.Currency);
        return currency.Fits(amount) ? currency.Format(amount) : amount.ToString(CultureInfo.InvariantCulture);
    }
}
