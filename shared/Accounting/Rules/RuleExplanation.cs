using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>Where a line of an entry comes from.</summary>
/// <param name="Line">As accountants write it.</param>
/// <param name="RuleLine">The place of the rule's line in the set's text, from 1; null for what rounding left.</param>
/// <param name="Element">The item, tax or tender that it is about: <c>item 'mug'</c>.</param>
/// <param name="Amount">With figures: <c>gross - tip = 118.00 - 10.00</c>.</param>
public sealed record LineOrigin(string Line, int? RuleLine, string? Element, string Amount);

/// <summary>Says which line of which rule made each line of an entry, and of which figures. Pure, and made by the evaluation itself.</summary>
public static class RuleExplanation
{
    /// <returns>In the order of the entry's lines; null when the rules hold the transaction.</returns>
    public static IReadOnlyList<LineOrigin>? Of(SourceTransaction transaction, RuleSet set, string organisation)
    {
        if (RuleEvaluation.Map(transaction, set, organisation) is not MapResult.Mapped(var entry))
            return null;
        var rule = set.Index.For(transaction.Kind).First(prepared => prepared.Rule.Id == entry.Rule.Rule);
        var origins = new List<(RuleLine Line, object? Element)>();
        var lines = new EntryLines(transaction, set, rule, Currencies.Find(transaction.Currency)) { Origins = origins };
        lines.Make();
        return
        [
            .. lines.Lines.Select(
                (line, i) =>
                    i < origins.Count
                        ? Origin(line, origins[i].Line, origins[i].Element, transaction)
                        : new LineOrigin(LineText.WithDetails(line), null, null, "what rounding left")
            ),
        ];
    }

    static LineOrigin Origin(JournalLine made, RuleLine line, object? element, SourceTransaction transaction)
    {
        var figures = new Amount([
            .. line.Amount.Terms.Select(term =>
                term with
                {
                    Component = new Component.Figure(Figure(term.Component.Of(transaction, element), made)),
                }
            ),
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
