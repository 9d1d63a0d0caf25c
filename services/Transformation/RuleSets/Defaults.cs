using System.Globalization;
using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>What holds for all rules of a set.</summary>
sealed record Defaults(Rounding? Rounding, ClosedPeriodPolicy ClosedPeriod, ExchangePolicy? Exchange, TimeSpan Patience)
{
    static Defaults Standard { get; } = new(null, ClosedPeriodPolicy.Standard, null, RuleSet.StandardPatience);

    public static Defaults Read(YamlPiece.Mapping root, ChartOfAccounts chart, RuleErrors errors)
    {
        if (
            root.Find("defaults")?.Value.AsMapping("'defaults'", ["unmatched", "rounding", "closed_period", "fx", "waiting"], errors)
            is not { } defaults
        )
            return Standard;
        if (defaults.Find("unmatched")?.Value.AsScalar("'unmatched'", errors) is { Text: not "hold" } unmatched)
            errors.Add(
                unmatched,
                $"'{unmatched.Text}' is no policy",
                "Write unmatched: hold. What no rule matches is never posted to a default account."
            );
        return new Defaults(
            ReadRounding(defaults, chart, errors),
            ReadClosedPeriod(defaults, errors),
            ExchangeReader.Read(defaults, chart, errors),
            ReadPatience(defaults, errors)
        );
    }

    static TimeSpan ReadPatience(YamlPiece.Mapping defaults, RuleErrors errors)
    {
        const int MostDays = 3650;
        const string Advice = "Write waiting: { days: 14 }: after so many days it is a discrepancy that something still waits for its original.";
        if (defaults.Find("waiting")?.Value.AsMapping("'waiting'", ["days"], errors) is not { } waiting)
            return RuleSet.StandardPatience;
        if (waiting.Required("days", "'waiting'", Advice, errors)?.AsScalar("'days'", errors) is not { } days)
            return RuleSet.StandardPatience;
        if (int.TryParse(days.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostDays)
            return TimeSpan.FromDays(number);
        errors.Add(days, $"'{days.Text}' is no number of days", $"Write a whole number from 0 to {MostDays}.");
        return RuleSet.StandardPatience;
    }

    static ClosedPeriodPolicy ReadClosedPeriod(YamlPiece.Mapping defaults, RuleErrors errors)
    {
        const string Advice = "Write closed_period: { then: hold }, { then: ask_to_reopen } or { then: next_open_day, approve_over: 500.00 }.";
        if (defaults.Find("closed_period")?.Value.AsMapping("'closed_period'", ["then", "approve_over"], errors) is not { } late)
            return ClosedPeriodPolicy.Standard;
        var then = late.Required("then", "'closed_period'", Advice, errors)?.AsScalar("'then'", errors);
        var over = late.Find("approve_over")?.Value.AsScalar("'approve_over'", errors);
        WhenClosed? policy = then?.Text switch
        {
            "hold" => WhenClosed.Hold,
            "next_open_day" => WhenClosed.NextOpenDay,
            "ask_to_reopen" => WhenClosed.AskToReopen,
            _ => null,
        };
        if (then is not null && policy is null)
            errors.Add(then, $"'{then.Text}' is nothing that can be done with an entry of a closed period", Advice);
        if (over is not null && policy is not null and not WhenClosed.NextOpenDay)
            errors.Add(
                over,
                $"an entry of a closed period waits in any case with '{then!.Text}'",
                "Leave approve_over out, or write then: next_open_day."
            );
        return new ClosedPeriodPolicy(policy ?? WhenClosed.Hold, over is null ? null : Decimal(over, errors));
    }

    static Rounding? ReadRounding(YamlPiece.Mapping defaults, ChartOfAccounts chart, RuleErrors errors)
    {
        if (defaults.Find("rounding")?.Value.AsMapping("'rounding'", ["account", "max"], errors) is not { } rounding)
            return null;
        var account = rounding
            .Required("account", "'rounding'", "Write rounding: { account: expenses:rounding, max: 0.02 }.", errors)
            ?.AsScalar("'account'", errors);
        var max = rounding
            .Required("max", "'rounding'", "Write the largest difference that may go there, as in max: 0.02.", errors)
            ?.AsScalar("'max'", errors);
        if (account is null || max is null)
            return null;
        if (account.Text.Contains('{', StringComparison.Ordinal))
            errors.Add(account, "the rounding account holds a field", "Name one account for the whole set.");
        else if (LineReader.Account(account, ElementKind.None, chart, errors) is { } template && Decimal(max, errors) is { } cap)
            return new Rounding(template.Text, cap);
        return null;
    }

    static decimal? Decimal(YamlPiece.Scalar scalar, RuleErrors errors)
    {
        if (decimal.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0m)
            return number;
        errors.Add(scalar, $"'{scalar.Text}' is no amount above zero", "Write it like 0.02.");
        return null;
    }
}
