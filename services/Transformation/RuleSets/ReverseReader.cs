using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads what a rule says that takes back a part of another transaction: <c>reverse: related_to</c>, or with a policy.</summary>
static class ReverseReader
{
    const string Of = "related_to";
    const string Form = "Write reverse: related_to, or { of: related_to, keep: [tip], instead: { \"income:sales:*\": \"income:refunds:*\" } }.";

    static readonly string[] Keys = ["of", "keep", "instead"];

    /// <returns>Null when the rule makes lines of its own.</returns>
    public static Reversing? Read(YamlPiece.Mapping rule, Condition? when, ChartOfAccounts chart, RuleErrors errors)
    {
        if (rule.Find("reverse") is not { } pair)
            return null;
        if (rule.Find("lines") is { } lines)
            errors.Add(lines.Key, "the rule has both 'lines' and 'reverse'", "Keep one: what is reversed has the lines of its original.");
        if (when is not null && !when.IsOnlyFor(TransactionKind.Refund, TransactionKind.Dispute))
            errors.Add(pair.Key, "only a refund or a dispute can take something back", "Narrow the condition: when: { kind: refund }.");
        if (pair.Value is YamlPiece.Scalar)
        {
            CheckOf(pair.Value, errors);
            return new Reversing();
        }
        if (pair.Value.AsMapping("'reverse'", Keys, errors) is not { } mapping)
            return new Reversing();
        if (mapping.Required("of", "'reverse'", Form, errors) is { } of)
            CheckOf(of, errors);
        var keep = mapping.Find("keep")?.Value.AsScalars("'keep'", errors) ?? [];
        return new Reversing
        {
            KeepsTip = keep.Any(kept => kept.Text == "tip"),
            KeepsShipping = keep.Any(kept => kept.Text == "shipping"),
            KeepsItems = [.. keep.Where(kept => kept.Text is not ("tip" or "shipping")).Select(kept => Items(kept, errors)).OfType<Selection>()],
            Instead = mapping.Find("instead") is { } instead ? Accounts(instead.Value, chart, errors) : [],
        };
    }

    static void CheckOf(YamlPiece piece, RuleErrors errors)
    {
        if (piece is not YamlPiece.Scalar { Text: Of })
            errors.Add(piece, $"{piece.Describe()} names no original", Form);
    }

    static Selection? Items(YamlPiece.Scalar scalar, RuleErrors errors)
    {
        if (!Selection.TryParse(scalar.Text, out var selection, out var problem))
            errors.Add(scalar, problem with { Advice = "Write tip, shipping, or items such as items[kind=gift_card]." });
        else if (selection.Of != ElementKind.Item)
            errors.Add(scalar, $"'{scalar.Text}' cannot be kept", "Write tip, shipping, or items such as items[kind=gift_card].");
        return selection;
    }

    static List<AccountInstead> Accounts(YamlPiece piece, ChartOfAccounts chart, RuleErrors errors)
    {
        var accounts = new List<AccountInstead>();
        if (piece is not YamlPiece.Mapping { Pairs.Count: > 0 } mapping)
        {
            errors.Add(
                piece,
                $"'instead' is {piece.Describe()}",
                "Write accounts and what to post to instead, as in { \"income:sales:*\": \"income:refunds:*\" }."
            );
            return accounts;
        }
        foreach (var (posted, value) in mapping.Pairs)
        {
            if (value.AsScalar("the account", errors) is not { } account)
                continue;
            if (Pattern(posted, errors) && Pattern(account, errors) && Levels(posted) < Levels(account))
                errors.Add(
                    account,
                    $"'{account.Text}' has more levels to fill than '{posted.Text}' has",
                    "Write as many * on the right as on the left, or fewer."
                );
            if (!chart.HasSomeLike(account.Text))
                errors.Add(
                    account,
                    $"the account '{account.Text}' is not in the chart of accounts",
                    Suggestion.For(account.Text, [.. chart.Accounts.Select(declared => declared.Account)])
                );
            accounts.Add(new AccountInstead(posted.Text, account.Text));
        }
        return accounts;
    }

    static int Levels(YamlPiece.Scalar scalar) => scalar.Text.Split(AccountName.Separator).Count(segment => segment == "*");

    static bool Pattern(YamlPiece.Scalar scalar, RuleErrors errors)
    {
        var segments = scalar.Text.Split(AccountName.Separator);
        var isName =
            segments.Length > 1
            && AccountName.Roots.Contains(segments[0])
            && segments.All(segment => segment == "*" || AccountName.IsSafeSegment(segment));
        if (!isName)
            errors.Add(scalar, $"'{scalar.Text}' is no account name", "Begin with a root such as income: and write * for any one level.");
        return isName;
    }
}
