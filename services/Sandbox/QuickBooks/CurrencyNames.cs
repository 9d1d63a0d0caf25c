namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>The names that QuickBooks writes beside a currency's code; an unknown code stands for itself.</summary>
internal static class CurrencyNames
{
    public static string Of(string code) =>
        code switch
        {
            "USD" => "United States Dollar",
            "EUR" => "Euro",
            "GBP" => "British Pound Sterling",
            "JPY" => "Japanese Yen",
            "KWD" => "Kuwaiti Dinar",
            "CAD" => "Canadian Dollar",
            "CHF" => "Swiss Franc",
            "AUD" => "Australian Dollar",
            _ => code,
        };
}
