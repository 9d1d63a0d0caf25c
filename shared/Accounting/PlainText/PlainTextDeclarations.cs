namespace AccountingSync.Accounting.PlainText;

/// <summary>What a journal has declared so far. Strict readers want every account, currency and tag declared once,
/// ledger before its first use.</summary>
public sealed class PlainTextDeclarations
{
    readonly HashSet<string> accounts;
    readonly HashSet<string> currencies;
    readonly HashSet<string> tags;

    public PlainTextDeclarations()
        : this([], [], []) { }

    PlainTextDeclarations(HashSet<string> accounts, HashSet<string> currencies, HashSet<string> tags) =>
        (this.accounts, this.currencies, this.tags) = (accounts, currencies, tags);

    /// <summary>True the first time, for the account as it is written.</summary>
    public bool FirstUseOfAccount(string written) => accounts.Add(written);

    public bool FirstUseOfCurrency(string code) => currencies.Add(code);

    public bool FirstUseOfTag(string written) => tags.Add(written);

    /// <summary>An independent copy, for a batch that may yet fail.</summary>
    public PlainTextDeclarations Copy() => new([.. accounts], [.. currencies], [.. tags]);
}
