using AccountingSync.Accounting.Rules;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>Rules and transactions in few words.</summary>
static class Written
{
    public static readonly EffectivePeriod Always = new(new DateOnly(2020, 1, 1), null, TimeZoneInfo.Utc, TimeOnly.MinValue);

    public static readonly SourceTransaction Sale = new()
    {
        Source = "till",
        Id = "s-1",
        Kind = TransactionKind.Sale,
        OccurredAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        Currency = "USD",
        Gross = 100m,
    };

    public static RuleSet Set(params Rule[] rules) => SetIn(Always, null, ChartOfAccounts.Empty, rules);

    public static RuleSet SetIn(EffectivePeriod effective, Rounding? rounding, ChartOfAccounts chart, params Rule[] rules) =>
        new()
        {
            Name = "shop",
            Version = 3,
            Hash = RuleSetHash.Of("shop"),
            Effective = effective,
            Rounding = rounding,
            Accounts = chart,
            Rules = rules,
        };

    public static Rule Rule(string id, string when, params RuleLine[] lines) =>
        new()
        {
            Id = id,
            When = When(when),
            Lines = lines,
        };

    /// <summary>A rule that books the whole gross.</summary>
    public static Rule Rule(string id, string when, int priority = Accounting.Rules.Rule.DefaultPriority) =>
        Rule(id, when, Dr("assets:cash", "gross"), Cr("income:sales", "gross")) with
        {
            Priority = priority,
        };

    public static Condition When(string text, ElementKind scope = ElementKind.None)
    {
        Assert.That(ConditionText.TryParse(text, scope, out var condition, out var problem), Is.True, problem?.ToString());
        return condition!;
    }

    public static RuleLine Dr(string account, string amount, string? each = null) => Line(true, account, amount, each);

    public static RuleLine Cr(string account, string amount, string? each = null) => Line(false, account, amount, each);

    static RuleLine Line(bool debit, string account, string amount, string? each)
    {
        Selection? selection = null;
        ParseProblem? problem = null;
        if (each is not null)
            Assert.That(Selection.TryParse(each, out selection, out problem), Is.True, problem?.ToString());
        var scope = selection?.Of ?? ElementKind.None;
        Assert.That(AccountTemplate.TryParse(account, scope, out var template, out problem), Is.True, problem?.ToString());
        Assert.That(AmountText.TryParse(amount, scope, out var parsed, out problem), Is.True, problem?.ToString());
        return new RuleLine
        {
            IsDebit = debit,
            Account = template!,
            Amount = parsed!,
            Each = selection,
        };
    }

    public static MapResult Map(this RuleSet set, SourceTransaction transaction) => RuleEvaluation.Map(transaction, set, "acme");

    public static JournalEntry Entry(this RuleSet set, SourceTransaction transaction)
    {
        var result = set.Map(transaction);
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return ((MapResult.Mapped)result).Entry;
    }

    public static string[] Lines(this RuleSet set, SourceTransaction transaction) => [.. set.Entry(transaction).Lines.Select(LineText.WithDetails)];

    public static MapResult.Held Held(this RuleSet set, SourceTransaction transaction)
    {
        var result = set.Map(transaction);
        Assert.That(result, Is.InstanceOf<MapResult.Held>(), result.ToString());
        return (MapResult.Held)result;
    }

    public static SourceTransaction With(this SourceTransaction transaction, params (string Name, string Value)[] attributes) =>
        transaction with
        {
            Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value),
        };
}
