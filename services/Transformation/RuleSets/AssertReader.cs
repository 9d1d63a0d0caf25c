using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads what a rule of payouts says of the books: <c>assert: { clearing: "assets:clearing:{source}", else: "liabilities:suspense" }</c>.
/// Also sees to it that only rules of payouts speak of what is unrecognised.</summary>
static class AssertReader
{
    const string Form = "Write assert: { clearing: \"assets:clearing:{source}\", else: \"liabilities:suspense:{source}\" }.";

    static readonly string[] Keys = ["clearing", "else"];

    /// <returns>Null when the rule asserts nothing.</returns>
    public static ClearingAssertion? Read(
        YamlPiece.Mapping rule,
        Condition? when,
        IReadOnlyList<RuleLine> lines,
        ChartOfAccounts chart,
        RuleErrors errors
    )
    {
        var isForPayouts = when is null || when.IsOnlyFor(TransactionKind.Payout);
        foreach (var line in lines.Where(line => !isForPayouts && SpeaksOfUnrecognised(line)))
            errors.Add(
                line.Place.Line,
                line.Place.Column,
                $"only a payout has something {Component.Part.Unrecognised}",
                "Narrow the condition, when: { kind: payout }, or leave it out."
            );
        if (rule.Find("assert") is not { } pair)
            return null;
        if (!isForPayouts)
            errors.Add(pair.Key, "only a payout settles other transactions", "Narrow the condition: when: { kind: payout }.");
        if (rule.Find("reverse") is not null)
            errors.Add(pair.Key, "the rule has both 'assert' and 'reverse'", "Keep one.");
        if (pair.Value.AsMapping("'assert'", Keys, errors) is not { } mapping)
            return null;
        var clearing = mapping.Required("clearing", "'assert'", Form, errors) is { } name ? Account(name, "'clearing'", lines, chart, errors) : null;
        var rest = mapping.Find("else") is { } other ? Account(other.Value, "'else'", lines, chart, errors) : null;
        if (clearing is not null && rest is not null && clearing.Text == rest.Text)
            errors.Add(mapping.Find("else")!.Value, "'clearing' and 'else' are one account", Form);
        return clearing is null ? null : new ClearingAssertion(clearing, rest);
    }

    static bool SpeaksOfUnrecognised(RuleLine line) =>
        line.Amount.Terms.Any(term => term.Component is Component.Part { Name: Component.Part.Unrecognised });

    static AccountTemplate? Account(YamlPiece piece, string what, IReadOnlyList<RuleLine> lines, ChartOfAccounts chart, RuleErrors errors)
    {
        if (piece.AsScalar(what, errors) is not { } scalar || LineReader.Account(scalar, ElementKind.None, chart, errors) is not { } account)
            return null;
        if (!lines.Any(line => line.Each is null && line.Account.Text == account.Text))
            errors.Add(
                scalar,
                $"no line of the rule posts to '{account.Text}'",
                $"Write the account as one of its lines does: {string.Join(", ", lines.Select(line => line.Account.Text).Distinct())}."
            );
        return account;
    }
}
