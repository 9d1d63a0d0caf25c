namespace AccountingSync.Sandbox;

/// <summary>What can be set about the sandbox, under the configuration section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where everything that the sandbox answered for is written; null keeps it in memory only.</summary>
    public string? CensusFile { get; set; }

    /// <summary>Whether QuickBooks' and Xero's request limits apply from the start.</summary>
    public bool EnforceLimits { get; set; } = true;

    /// <summary>Key of the <c>intuit-signature</c> header on change notifications.</summary>
    public string VerifierToken { get; set; } = "sandbox-verifier-token";

    /// <summary>The OAuth client that may ask for tokens.</summary>
    public string ClientId { get; set; } = "sandbox-client";

    /// <summary>The secret of <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; set; } = "sandbox-secret";

    /// <summary>The API key of the one user in each of Odoo's databases.</summary>
    public string OdooApiKey { get; set; } = "sandbox-odoo-key";

    /// <summary>The login of that user.</summary>
    public string OdooLogin { get; set; } = "bridge";

    /// <summary>How long a refresh token that was already exchanged still works, for clients that lost the answer.</summary>
    public int RefreshGraceSeconds { get; set; } = 300;
}
