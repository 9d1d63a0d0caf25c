using System.Globalization;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Where a line of an entry comes from.</summary>
/// <param name="Line">As accountants write it.</param>
/// <param name="RuleLine">The place of the rule's line in the set's text, from 1; null for what rounding or an exchange left. Of what is given back it is the
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
        var trace = new Trace();
        if (RuleEvaluation.Map(transaction, set, organisation, original, trace) is not MapResult.Mapped mapped)
            return null;
        return
        [
            .. mapped.Entry.Lines.Select(
                (line, i) =>
                    i < trace.Sources.Count
                        ? Origin(line, trace.Sources[i], trace.Lines!)
                        : Left(line, i == mapped.Entry.Lines.Count - 1 ? trace.Difference : null)
            ),
        ];
    }

    /// <param name="difference">Between two rates; null for what rounding left.</param>
    static LineOrigin Left(JournalLine line, string? difference) => new(LineText.WithDetails(line), null, null, difference ?? "what rounding left");

    static LineOrigin Origin(JournalLine made, LineSource source, EntryLines lines)
    {
        var (line, element) = (source.Line, source.Element);
        var presented = lines.Presented;
        var currency = presented?.Currency ?? made.Currency;
        var figures = new Amount([
            .. line.Amount.Terms.Select(term =>
                term with
                {
                    Component = new Component.Figure(
                        Figure(term.Component.Of(presented ?? lines.Amounts, presented is null ? source.Paid : source.Presented), currency)
                    ),
                }
            ),
        ]);
        return new LineOrigin(
            LineText.WithDetails(made),
            line.Place.Line,
            element is null ? null : Elements.Show(element),
            source.At is null ? $"{line.Amount} = {figures}" : $"{line.Amount} = {figures} {currency}; {source.At}"
        );
    }

    static string Figure(decimal amount, string code)
    {
        var currency = Currencies.Find(code);
        return currency.Fits(amount) ? currency.Format(amount) : amount.ToString(CultureInfo.InvariantCulture);
    }
}
