namespace AccountingSync.Sandbox.Odoo;

/// <summary>What one database holds. The database has the lock.</summary>
internal sealed class OdooBooks
{
    readonly SortedDictionary<int, OdooEntry> entries = [];
    readonly SortedDictionary<int, OdooAccount> accounts = [];
    readonly Dictionary<string, int> lastNumbers = [];
    int lastEntry;
    int lastLine;

    /// <summary>There is one company.</summary>
    public const int CompanyId = 1;

    public OdooSettings Settings { get; set; } = new();

    public IReadOnlyList<OdooJournal> Journals { get; } =
    [new(1, "INV", "Customer Invoices", "sale"), new(2, "BILL", "Vendor Bills", "purchase"), new(3, "MISC", "Miscellaneous Operations", "general")];

    public IReadOnlyList<OdooCurrency> Currencies { get; } =
    [new(1, "USD", 2, Active: true), new(2, "EUR", 2, Active: true), new(3, "JPY", 0, Active: true), new(4, "GBP", 2, Active: false)];

    public OdooCurrency CompanyCurrency => Currencies.First(currency => currency.Code == Settings.Currency);

    public IEnumerable<OdooEntry> Entries => entries.Values;

    public IEnumerable<OdooAccount> Accounts => accounts.Values;

    public int Deleted { get; private set; }

    public OdooEntry Entry(int id) => entries.GetValueOrDefault(id) ?? throw OdooError.Missing("account.move", id);

    public OdooEntry? FindEntry(int id) => entries.GetValueOrDefault(id);

    public OdooAccount? FindAccount(int id) => accounts.GetValueOrDefault(id);

    public OdooAccount? AccountWithCode(string code) => accounts.Values.FirstOrDefault(account => account.Code == code);

    public OdooCurrency? FindCurrency(int id) => Currencies.FirstOrDefault(currency => currency.Id == id);

    public OdooJournal? FindJournal(int id) => Journals.FirstOrDefault(journal => journal.Id == id);

    public int NextEntry() => ++lastEntry;

    public int NextLine() => ++lastLine;

    public int NextAccount() => accounts.Count == 0 ? 1 : accounts.Keys.Max() + 1;

    /// <summary>The next number of a journal in the month.</summary>
    public string NextName(OdooJournal journal, DateOnly date)
    {
        var series = SeriesOf(journal.Code, date);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{series}{lastNumbers.GetValueOrDefault(series) + 1:0000}");
    }

    /// <summary>What all names of a journal in a month begin with.</summary>
    public static string SeriesOf(string journal, DateOnly date) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{journal}/{date.Year:0000}/{date.Month:00}/");

    public static (string Series, int Number) NumberOf(string name)
    {
        var end = name.LastIndexOf('/') + 1;
        return (name[..end], int.Parse(name.AsSpan(end), System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Put(OdooEntry entry)
    {
        entries[entry.Id] = entry;
        lastEntry = Math.Max(lastEntry, entry.Id);
        lastLine = Math.Max(lastLine, entry.Lines.Select(line => line.Id).DefaultIfEmpty(0).Max());
        if (entry.Name is not { } name)
            return;
        var (series, number) = NumberOf(name);
        lastNumbers[series] = Math.Max(lastNumbers.GetValueOrDefault(series), number);
    }

    public void Put(OdooAccount account) => accounts[account.Id] = account;

    public void Delete(int id)
    {
        if (entries.Remove(id))
            Deleted++;
    }
}
