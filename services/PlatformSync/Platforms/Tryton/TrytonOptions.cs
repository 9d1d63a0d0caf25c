namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>One company in one Tryton database and how our accounts are called there.</summary>
public sealed record TrytonOptions
{
    /// <summary>The database's name, which is the path of every call.</summary>
    public required string Database { get; init; }

    /// <summary>The login of the user who writes; one of their own, so that people see who wrote what.</summary>
    public required string User { get; init; }

    /// <summary>The code of the journal that all entries go to.</summary>
    public required string Journal { get; init; }

    /// <summary>The company's name; null takes the one that the user works in.</summary>
    public string? Company { get; init; }

    /// <summary>The code of the party that stands on lines of accounts that ask for one; null refuses such entries.</summary>
    public string? Party { get; init; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Our account name to the id of the account's record. No two names may share one: what is read back could not be told apart.</summary>
    public IReadOnlyDictionary<string, string> AccountIds { get; init; } = new Dictionary<string, string>();

    /// <summary>Our account name to the account's code. No two names may share one.</summary>
    public IReadOnlyDictionary<string, string> AccountCodes { get; init; } = new Dictionary<string, string>();
}
