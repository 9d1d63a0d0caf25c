namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>How a database is spoken to.</summary>
public enum OdooInterface
{
    /// <summary>A path for each method, since Odoo 19.</summary>
    Json2,

    /// <summary>One path for all, which Odoo 19 still has and later ones will not.</summary>
    JsonRpc,
}

/// <summary>One company in one Odoo database and how our accounts are called there.</summary>
public sealed record OdooOptions
{
    public required string Database { get; init; }

    /// <summary>The code of the journal that all entries go to.</summary>
    public required string Journal { get; init; }

    /// <summary>The company's name; null takes the only one that the user sees.</summary>
    public string? Company { get; init; }

    public OdooInterface Interface { get; init; }

    /// <summary>The login of the user whose key it is; only JSON-RPC asks for it.</summary>
    public string? User { get; init; }

    /// <summary>How long one call may take. Odoo's own servers stop working on one after 120 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Our account name to the id of the account's record. No two names may share one: what is read back could not be told apart.</summary>
    public IReadOnlyDictionary<string, string> AccountIds { get; init; } = new Dictionary<string, string>();

    /// <summary>Our account name to the account's code. No two names may share one.</summary>
    public IReadOnlyDictionary<string, string> AccountCodes { get; init; } = new Dictionary<string, string>();
}
