using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Transactions;

/// <summary>Random currencies, amounts and entries.</summary>
static class Amounts
{
    public static readonly IReadOnlyList<Currency> AllCurrencies = [.. Currencies.All.OrderBy(currency => currency.Code, StringComparer.Ordinal)];

    public static Gen<Currency> Currency => Gen.Elements(AllCurrencies.ToArray());

    /// <summary>Whole minor units of both signs; small ones, and ones near the largest that a ledger line holds.</summary>
    public static Gen<decimal> In(Currency currency)
    {
        var small = Gen.Choose(-100_000, 100_000).Select(units => units / currency.MinorUnits);
        var large = Gen.Choose(0, int.MaxValue).Select(units => JournalEntry.MaxAmount - units / currency.MinorUnits);
        return Gen.OneOf(small, small, large, large.Select(amount => -amount));
    }

    public static void Holds<T>(Gen<T> cases, Func<T, bool> fact, int count = 1_000) =>
        Prop.ForAll(cases.ToArbitrary(), fact).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
}
