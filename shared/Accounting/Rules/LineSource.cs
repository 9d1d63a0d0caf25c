using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>Where a line of an entry comes from.</summary>
/// <param name="Element">The item, tax or tender that it is about.</param>
/// <param name="Paid">The same with the amount that is posted.</param>
/// <param name="Presented">The same with the amount in the customer's currency, where another one is posted.</param>
sealed record LineSource(RuleLine Line, object? Element, object? Paid, object? Presented)
{
    /// <summary>At which rate, where it was exchanged.</summary>
    public CameTo? At { get; init; }
}

/// <summary>What an amount came to in another currency.</summary>
sealed record CameTo(decimal Gross, string Currency, Equivalent Equivalent)
{
    const int RateDecimals = 8;

    /// <summary>25.00 EUR came to 27.03 USD, at 1.0812.</summary>
    public override string ToString()
    {
        var rate = decimal.Round(Equivalent.Amount / Math.Abs(Gross), RateDecimals).ToString("0.########", CultureInfo.InvariantCulture);
        return $"{Currencies.Find(Currency).Format(Gross)} {Currency} came to {Currencies.Find(Equivalent.Currency).Format(Equivalent.Amount)} {Equivalent.Currency}, at {rate}";
    }
}

/// <summary>How an entry was made, for whoever wants to explain it.</summary>
sealed class Trace
{
    /// <summary>What made its lines; null while nothing did.</summary>
    public EntryLines? Lines { get; set; }

    /// <summary>In the order of the entry's lines; what rounding or an exchange left has none.</summary>
    public IReadOnlyList<LineSource> Sources => Lines?.Origins ?? [];

    /// <summary>How the last line came about, when that is the difference between two rates.</summary>
    public string? Difference { get; set; }
}
