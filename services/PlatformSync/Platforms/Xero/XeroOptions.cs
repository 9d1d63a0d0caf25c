namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>One Xero organisation and how our accounts are called there.</summary>
public sealed record XeroOptions
{
    /// <summary>The organisation's tenant id, which <c>GET /connections</c> tells.</summary>
    public required Guid Tenant { get; init; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Our account name to the AccountID. No two names may share one: what is read back could not be told apart.</summary>
    public IReadOnlyDictionary<string, string> AccountIds { get; init; } = new Dictionary<string, string>();

    /// <summary>Our account name to the account's code. No two names may share one.</summary>
    public IReadOnlyDictionary<string, string> AccountCodes { get; init; } = new Dictionary<string, string>();
}
