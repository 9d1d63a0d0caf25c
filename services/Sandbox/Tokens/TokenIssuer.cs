using System.Security.Cryptography;
using AccountingSync.Sandbox.Census;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Tokens;

/// <summary>What an access token is worth.</summary>
internal enum TokenState
{
    Valid,
    Expired,
    Unknown,
}

/// <summary>A pair of tokens as it was given out. <see cref="Replaces"/> is the refresh token or the code that paid for it.</summary>
internal sealed record Grant(string AccessToken, string RefreshToken, DateTimeOffset IssuedAt, string Replaces);

/// <summary>How long a vendor's tokens live.</summary>
/// <param name="Vendor">Whose; null is QuickBooks', whose lines in the census file are as old as that file.</param>
internal sealed record TokenTerms(string? Vendor, TimeSpan AccessLifetime, TimeSpan RefreshLifetime)
{
    public static TokenTerms QuickBooks { get; } = new(Vendor: null, TimeSpan.FromHours(1), TimeSpan.FromDays(100));
    public static TokenTerms Xero { get; } = new("xero", TimeSpan.FromMinutes(30), TimeSpan.FromDays(60));
}

/// <summary>Gives out one vendor's access tokens and rotating refresh tokens. A token is good for every company there.</summary>
internal sealed class TokenIssuer(TimeProvider clock, CensusFile census, IOptions<SandboxOptions> options, TokenTerms terms)
{
    readonly Lock gate = new();
    readonly Dictionary<string, DateTimeOffset> accessExpires = [];
    readonly Dictionary<string, (DateTimeOffset Expires, DateTimeOffset? ReplacedAt)> refresh = [];
    readonly HashSet<string> usedCodes = [];

    public TokenState Check(string? authorization)
    {
        const string scheme = "Bearer ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true)
            return TokenState.Unknown;
        lock (gate)
        {
            if (!accessExpires.TryGetValue(authorization[scheme.Length..].Trim(), out var expires))
                return TokenState.Unknown;
            return expires > clock.GetUtcNow() ? TokenState.Valid : TokenState.Expired;
        }
    }

    /// <summary>Any code works, once: there is no consent page to get one from.</summary>
    public Grant? ForCode(string code)
    {
        lock (gate)
            return usedCodes.Contains(code) ? null : Issue($"code:{code}");
    }

    /// <summary>Null when the refresh token is unknown, too old, or was replaced longer ago than the grace allows.</summary>
    public Grant? ForRefreshToken(string token)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!refresh.TryGetValue(token, out var held) || held.Expires <= now)
                return null;
            if (held.ReplacedAt is { } replaced && now - replaced > TimeSpan.FromSeconds(options.Value.RefreshGraceSeconds))
                return null;
            return Issue(token);
        }
    }

    public void Revoke(string token)
    {
        lock (gate)
        {
            RestoreRevoked(token);
            census.Append(CensusLines.Revoked(token, terms.Vendor));
        }
    }

    public void RestoreRevoked(string token)
    {
        accessExpires.Remove(token);
        refresh.Remove(token);
    }

    public void Restore(Grant grant)
    {
        accessExpires[grant.AccessToken] = grant.IssuedAt + terms.AccessLifetime;
        refresh[grant.RefreshToken] = (grant.IssuedAt + terms.RefreshLifetime, null);
        if (grant.Replaces.StartsWith("code:", StringComparison.Ordinal))
            usedCodes.Add(grant.Replaces["code:".Length..]);
        else if (refresh.TryGetValue(grant.Replaces, out var held) && held.ReplacedAt is null)
            refresh[grant.Replaces] = held with { ReplacedAt = grant.IssuedAt };
    }

    Grant Issue(string replaces)
    {
        var grant = new Grant(Secret("access"), Secret("refresh"), clock.GetUtcNow(), replaces);
        Restore(grant);
        census.Append(CensusLines.Token(grant, terms.Vendor));
        return grant;
    }

    static string Secret(string kind) => $"sandbox-{kind}-{RandomNumberGenerator.GetHexString(40, lowercase: true)}";
}
