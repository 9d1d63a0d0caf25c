using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads what a set does with foreign currency: <c>fx: { book_in: USD, difference: "expenses:exchange", until_known: hold }</c>.</summary>
static class ExchangeReader
{
    const string Form =
        "Write fx: { book_in: settlement, difference: \"expenses:exchange\" }, or { book_in: USD, difference: …, until_known: hold }.";
    const string Settlement = "settlement";

    static readonly string[] Keys = ["book_in", "difference", "until_known"];

    /// <returns>Null when nothing is said.</returns>
    public static ExchangePolicy? Read(YamlPiece.Mapping defaults, ChartOfAccounts chart, RuleErrors errors)
    {
        if (defaults.Find("fx")?.Value.AsMapping("'fx'", Keys, errors) is not { } fx)
            return null;
        var bookIn = fx.Required("book_in", "'fx'", Form, errors)?.AsScalar("'book_in'", errors);
        var difference = fx.Required("difference", "'fx'", Form, errors)?.AsScalar("'difference'", errors);
        var untilKnown = fx.Find("until_known")?.Value.AsScalar("'until_known'", errors);
        if (bookIn is { Text: not Settlement } && !Currencies.TryFind(bookIn.Text, out _))
            errors.Add(bookIn, $"'{bookIn.Text}' is no currency to book in", "Write settlement, or an ISO 4217 code in capitals such as USD.");
        if (untilKnown is { Text: not ("hold" or "presentment") })
            errors.Add(untilKnown, $"'{untilKnown.Text}' is nothing that can be done until an amount is known", "Write hold or presentment.");
        else if (untilKnown is not null && bookIn?.Text == Settlement)
            errors.Add(
                untilKnown,
                "with 'book_in: settlement' a transaction that does not say what it settled as is posted in its own currency",
                "Leave until_known out, or name the currency of the books: book_in: USD."
            );
        if (difference is null || Account(difference, chart, errors) is not { } account || bookIn is null)
            return null;
        return new ExchangePolicy(bookIn.Text == Settlement ? null : bookIn.Text, account, untilKnown?.Text != "presentment");
    }

    static string? Account(YamlPiece.Scalar scalar, ChartOfAccounts chart, RuleErrors errors)
    {
        if (!scalar.Text.Contains('{', StringComparison.Ordinal))
            return LineReader.Account(scalar, ElementKind.None, chart, errors)?.Text;
        errors.Add(scalar, "the account for differences holds a field", "Name one account for the whole set.");
        return null;
    }
}
