namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>One QuickBooks Online company and how our accounts are called there.</summary>
public sealed record QuickBooksOptions
{
    /// <summary>The company's id.</summary>
    public required string Realm { get; init; }

    /// <summary>The currency of documents that name none.</summary>
    public string HomeCurrency { get; init; } = "USD";

    /// <summary>How long one call may take. QuickBooks itself gives up after 120 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Our account name to the QuickBooks Id. No two names may share one: what is read back could not be told apart.</summary>
    public IReadOnlyDictionary<string, string> AccountIds { get; init; } = new Dictionary<string, string>();

    /// <summary>Our account name to the account number in QuickBooks. No two names may share one.</summary>
    public IReadOnlyDictionary<string, string> AccountNumbers { get; init; } = new Dictionary<string, string>();
}
