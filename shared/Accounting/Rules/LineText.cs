namespace AccountingSync.Accounting.Rules;

/// <summary>A journal line as accountants write it: <c>dr assets:cash 10.00 USD</c>.</summary>
public static class LineText
{
    public static string Of(JournalLine line)
    {
        var amount = Math.Abs(line.Amount);
        var figure = Currencies.TryFind(line.Currency, out var currency) ? currency.Format(amount) : $"{amount}";
        return $"{(line.Amount < 0m ? "cr" : "dr")} {line.Account} {figure} {line.Currency}";
    }

    /// <summary>With dimensions, tax code and memo: <c>cr income:sales:food 5.00 USD {location=north} tax=ny "lunch"</c>.</summary>
    public static string WithDetails(JournalLine line)
    {
        var text = Of(line);
        if (line.Dimensions is { Count: > 0 } dimensions)
            text +=
                $" {{{string.Join(", ", dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}}}";
        if (line.TaxCode is not null)
            text += $" tax={line.TaxCode}";
        return line.Memo is null ? text : $"{text} \"{line.Memo}\"";
    }

    /// <summary>True when the text is the line, with all of its details or with none.</summary>
    public static bool Means(string text, JournalLine line) => text == Of(line) || text == WithDetails(line);
}
