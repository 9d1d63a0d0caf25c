using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Reads one line of a rule: dr or cr with an account, an amount, and what may stand beside them.</summary>
static class LineReader
{
    static readonly string[] Keys = ["dr", "cr", "amount", "each", "if", "memo", "dims", "tax"];

    public static RuleLine? Read(YamlPiece piece, ChartOfAccounts chart, RuleErrors errors)
    {
        if (piece.AsMapping("a line", Keys, errors) is not { } line)
            return null;
        var debit = line.Find("dr");
        var credit = line.Find("cr");
        if (debit is null == credit is null)
        {
            errors.Add(
                line,
                debit is null ? "the line has neither 'dr' nor 'cr'" : "the line has both 'dr' and 'cr'",
                "Write one of them, with the account."
            );
            return null;
        }
        Selection? each = null;
        if (line.Find("each")?.Value.AsScalar("'each'", errors) is { } list && !Selection.TryParse(list.Text, out each, out var problem))
        {
            // Which fields the rest of the line may name depends on the list.
            errors.Add(list, problem);
            return null;
        }
        var scope = each?.Of ?? ElementKind.None;
        var account = (debit ?? credit)!.Value.AsScalar("the account", errors) is { } name ? Account(name, scope, chart, errors) : null;
        var amount = line.Required("amount", "the line", "Say what it posts, as in amount: gross.", errors)?.AsScalar("'amount'", errors) is { } text
            ? AmountOf(text, scope, errors)
            : null;
        var condition = line.Find("if") is { } when ? ConditionReader.Read(when.Value, scope, errors) : null;
        var memo = line.Find("memo")?.Value.AsScalar("'memo'", errors) is { } note ? Text(note, scope, errors) : null;
        var dimensions = line.Find("dims") is { } dims ? Dimensions(dims.Value, scope, errors) : [];
        var tax = line.Find("tax")?.Value.AsScalar("'tax'", errors) is { } code ? FieldOf(code, scope, errors) : null;
        if (account is null || amount is null)
            return null;
        return new RuleLine
        {
            Place = (line.Line, line.Column),
            IsDebit = debit is not null,
            Account = account,
            Amount = amount,
            Each = each,
            If = condition,
            Memo = memo,
            Dimensions = dimensions,
            Tax = tax,
        };
    }

    public static AccountTemplate? Account(YamlPiece.Scalar scalar, ElementKind scope, ChartOfAccounts chart, RuleErrors errors)
    {
        if (!AccountTemplate.TryParse(scalar.Text, scope, out var template, out var problem))
            errors.Add(scalar, problem);
        else if (!chart.HasSome(template))
            errors.Add(
                scalar,
                $"the account '{scalar.Text}' is not in the chart of accounts",
                Suggestion.For(scalar.Text, [.. chart.Accounts.Select(account => account.Account)])
            );
        return template;
    }

    public static TextTemplate? Text(YamlPiece.Scalar scalar, ElementKind scope, RuleErrors errors)
    {
        if (!TextTemplate.TryParse(scalar.Text, scope, out var template, out var problem))
            errors.Add(scalar, problem);
        return template;
    }

    static Amount? AmountOf(YamlPiece.Scalar scalar, ElementKind scope, RuleErrors errors)
    {
        if (!AmountText.TryParse(scalar.Text, scope, out var amount, out var problem))
            errors.Add(scalar, problem);
        return amount;
    }

    static Field.Text? FieldOf(YamlPiece.Scalar scalar, ElementKind scope, RuleErrors errors)
    {
        if (!TemplatePart.TryFind(scalar.Text, scope, out var field, out var problem))
            errors.Add(scalar, problem);
        return field;
    }

    static List<RuleDimension> Dimensions(YamlPiece piece, ElementKind scope, RuleErrors errors)
    {
        var dimensions = new List<RuleDimension>();
        if (piece is not YamlPiece.Mapping { Pairs.Count: > 0 } mapping)
        {
            errors.Add(piece, $"'dims' is {piece.Describe()}", "Write names and fields, as in { location: location, class: category }.");
            return dimensions;
        }
        foreach (var (key, value) in mapping.Pairs)
        {
            if (!AccountName.IsSafeSegment(key.Text))
                errors.Add(key, $"'{key.Text}' is no name of a dimension", "Use lower-case letters, digits and hyphens.");
            if (value.AsScalar($"'{key.Text}'", errors) is { } name && FieldOf(name, scope, errors) is { } field)
                dimensions.Add(new RuleDimension(key.Text, field));
        }
        return dimensions;
    }
}
