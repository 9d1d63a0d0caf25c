namespace AccountingSync.Sandbox.Odoo;

internal sealed class CompanyRow(OdooBooks books) : OdooRow("res.company", OdooBooks.CompanyId)
{
    static readonly HashSet<string> Always = ["name", "currency_id", "fiscalyear_lock_date", "tax_lock_date"];
    static readonly HashSet<string> Until17 = [.. Always, "period_lock_date"];
    static readonly HashSet<string> Since18 =
    [
        .. Always,
        "hard_lock_date",
        "sale_lock_date",
        "purchase_lock_date",
        "user_fiscalyear_lock_date",
        "user_hard_lock_date",
        "user_sale_lock_date",
        "user_purchase_lock_date",
        "user_tax_lock_date",
    ];

    public override string DisplayName => books.Settings.Company;

    protected override IReadOnlySet<string> Known => FieldsOf(books.Settings.Series);

    public static IReadOnlySet<string> FieldsOf(int series) => series >= 18 ? Since18 : Until17;

    protected override object? Value(string field) =>
        field switch
        {
            "name" => books.Settings.Company,
            "currency_id" => new CurrencyRow(books.CompanyCurrency, books, on: null),
            "fiscalyear_lock_date" => books.Settings.FiscalyearLockDate,
            "hard_lock_date" => books.Settings.HardLockDate,
            "period_lock_date" => books.Settings.PeriodLockDate,
            "sale_lock_date" => books.Settings.SaleLockDate,
            "purchase_lock_date" or "tax_lock_date" => null,
            // The first day of all where nothing is locked.
            "user_fiscalyear_lock_date" => books.Settings.FiscalyearLockDate ?? DateOnly.MinValue,
            "user_hard_lock_date" => books.Settings.HardLockDate ?? DateOnly.MinValue,
            "user_sale_lock_date" => books.Settings.SaleLockDate ?? DateOnly.MinValue,
            "user_purchase_lock_date" or "user_tax_lock_date" => DateOnly.MinValue,
            _ => throw Unknown(field),
        };
}

/// <param name="on">The day of the context, for the rate.</param>
internal sealed class CurrencyRow(OdooCurrency currency, OdooBooks books, DateOnly? on) : OdooRow("res.currency", currency.Id)
{
    public override string DisplayName => currency.Code;

    protected override object? Value(string field) =>
        field switch
        {
            "name" => currency.Code,
            "decimal_places" => currency.Digits,
            "active" => currency.Active,
            "rate" => Rate(),
            "rate_ids" => Rates.Select(OdooRow (rate, i) => new RateRow(rate, i + 1)),
            _ => throw Unknown(field),
        };

    IEnumerable<OdooRate> Rates => books.Settings.Rates.Where(rate => rate.Currency == currency.Code);

    // The last one of the day or before it, else the first one after it, else one to one.
    decimal Rate() =>
        Rates.Where(rate => on is null || rate.From <= on).MaxBy(rate => rate.From)?.Units ?? Rates.MinBy(rate => rate.From)?.Units ?? 1m;
}

internal sealed class RateRow(OdooRate rate, int id) : OdooRow("res.currency.rate", id)
{
    public override string DisplayName => rate.From.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    protected override object? Value(string field) => field == "name" ? rate.From : throw Unknown(field);
}

internal sealed class JournalRow(OdooJournal journal, OdooBooks books) : OdooRow("account.journal", journal.Id)
{
    public override string DisplayName => journal.Name;

    protected override object? Value(string field) =>
        field switch
        {
            "code" => journal.Code,
            "name" => journal.Name,
            "type" => journal.Type,
            "restrict_mode_hash_table" => books.Settings.Secured,
            "company_id" => new CompanyRow(books),
            _ => throw Unknown(field),
        };
}

internal sealed class AccountRow(OdooAccount account, OdooBooks books) : OdooRow("account.account", account.Id)
{
    static readonly HashSet<string> Always = ["code", "name", "account_type", "currency_id"];

    public override string DisplayName => $"{account.Code} {account.Name}";

    protected override IReadOnlySet<string> Known => FieldsOf(books.Settings.Series);

    /// <summary>Several companies since 18; archived instead of deprecated since 19.</summary>
    public static IReadOnlySet<string> FieldsOf(int series) =>
        new HashSet<string>([.. Always, series >= 18 ? "company_ids" : "company_id", series >= 19 ? "active" : "deprecated"]);

    protected override object? Value(string field) =>
        field switch
        {
            "code" => account.Code,
            "name" => account.Name,
            "account_type" => account.AccountType,
            "currency_id" => account.CurrencyId is { } id ? new CurrencyRow(books.FindCurrency(id)!, books, on: null) : null,
            "company_id" => new CompanyRow(books),
            "company_ids" => new OdooRow[] { new CompanyRow(books) },
            "active" => true,
            "deprecated" => false,
            _ => throw Unknown(field),
        };
}
