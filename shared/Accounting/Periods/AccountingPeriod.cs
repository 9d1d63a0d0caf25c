using System.Globalization;

namespace AccountingSync.Accounting.Periods;

/// <summary>A month of an organisation's books, which is closed and opened as a whole.</summary>
public readonly record struct AccountingPeriod
{
    AccountingPeriod(DateOnly firstDay) => FirstDay = firstDay;

    public DateOnly FirstDay { get; }

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static AccountingPeriod Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <exception cref="ArgumentOutOfRangeException">There is no later one in the calendar.</exception>
    public AccountingPeriod Next() => new(FirstDay.AddMonths(1));

    /// <summary>Reads <c>2026-03</c>.</summary>
    public static bool TryParse(string? text, out AccountingPeriod period)
    {
        var isMonth = DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        period = new AccountingPeriod(isMonth ? first : default);
        return isMonth;
    }

    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
