namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Rules outside of their set: without scope, days and chart, which say nothing about whether they balance or overlap.</summary>
static class Alone
{
    static readonly EffectivePeriod Always = new(DateOnly.MinValue, null, TimeZoneInfo.Utc, TimeOnly.MinValue);

    public static MapResult Map(SourceTransaction transaction, params Rule[] rules) =>
        RuleEvaluation.Map(
            transaction,
            new RuleSet
            {
                Name = "alone",
                Version = 1,
                Hash = "",
                Effective = Always,
                // Fractions are rounded, so that nothing is held for them; whether what is left of the entry balances is what is asked.
                Rounding = new Rounding("expenses:rounding", 0.05m),
                Rules = rules,
            },
            "example"
        );
}
