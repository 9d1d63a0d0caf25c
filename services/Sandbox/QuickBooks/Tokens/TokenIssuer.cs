using System.Security.Cryptography;
using System.Text.Json;
using AccountingSync.Sandbox.Census;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.QuickBooks.Tokens;

/// <summary>What an access token is worth.</summary>
internal enum TokenState
{
    Valid,
    Expired,
    Unknown,
}

/// <summary>A pair of tokens as it was given out. <see cref="Replaces"/> is the refresh token or the code that paid for it.</summary>
internal sealed record Grant(string AccessToken, string RefreshToken, DateTimeOffset IssuedAt, string Replaces);

/// <summary>Gives out access tokens and rotating refresh tokens. A token is good for every realm.</summary>
internal sealed class TokenIssuer(TimeProvider clock, CensusFile census, IOptions<SandboxOptions> options)
{
    public static readonly TimeSpan AccessLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(100);

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
            accessExpires.Remove(token);
            refresh.Remove(token);
            census.Append(JsonSerializer.Serialize(new { kind = "revoked", token }));
        }
    }

    public void RestoreRevoked(string token)
    {
        accessExpires.Remove(token);
        refresh.Remove(token);
    }

    public void Restore(Grant grant)
    {
        accessExpires[grant.AccessToken] = grant.IssuedAt + AccessLifetime;
        refresh[grant.RefreshToken] = (grant.IssuedAt + RefreshLifetime, null);
        if (grant.Replaces.StartsWith("code:", StringComparison.Ordinal))
            usedCodes.Add(grant.Replaces["code:".Length..]);
        else if (refresh.TryGetValue(grant.Replaces, out var held) && held.ReplacedAt is null)
            refresh[grant.Replaces] = held with { ReplacedAt = grant.IssuedAt };
    }

    Grant Issue(string replaces)
    {
        var grant = new Grant(Secret("access"), Secret("refresh"), clock.GetUtcNow(), replaces);
        Restore(grant);
        census.Append(CensusLines.Token(grant));
        return grant;
    }

    static string Secret(string kind) => $"sandbox-{kind}-{RandomNumberGenerator.GetHexString(40, lowercase: true)}";
}
