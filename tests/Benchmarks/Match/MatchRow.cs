using System.Globalization;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Match;

/// <summary>Rows of both sides by number: of a thousand pairs, 980 share a reference, 10 stand only on one side or the other, 10 agree in amount and day
/// alone. The same for the same seed.</summary>
sealed record MatchRow(string Id, decimal Amount, DateOnly Day, string? Reference)
{
    public const string Currency = "USD";
    static readonly DateOnly First = new(2020, 1, 1);
    const int Days = 2_000;

    /// <summary>By reference alone these belong together; what SQL finds by an equal reference, amount and currency.</summary>
    public static bool IsSure(int number) => number % 1_000 < 980;

    public static IEnumerable<MatchRow> OfBooks(int count, ulong seed) =>
        Rows(count, seed, "payout", number => number % 1_000 is not (>= 980 and < 985));

    public static IEnumerable<MatchRow> OfBank(int count, ulong seed) =>
        Rows(count, seed, "entry", number => number % 1_000 is not (>= 985 and < 990));

    static IEnumerable<MatchRow> Rows(int count, ulong seed, string name, Func<int, bool> isThere)
    {
        var chance = new SeededChance(seed);
        for (var number = 0; number < count; number++)
        {
            // Both sides draw the same numbers.
            var (amount, day) = (1m + chance.Below(10_000_000) / 100m, First.AddDays(chance.Below(Days)));
            if (isThere(number))
                yield return new MatchRow(
                    string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"),
                    amount,
                    day,
                    IsSure(number) ? string.Create(CultureInfo.InvariantCulture, $"ref{number:00000000}x") : null
                );
        }
    }
}
