using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>What each call is signed with: the API key, and for JSON-RPC whose it is. Keys last three months at most, then a person makes another
/// one and gives it to the connection.</summary>
/// <param name="key">The key that is stored; null when none is.</param>
sealed class OdooSignIn(HttpClient http, OdooOptions options, Func<CancellationToken, Task<string?>> key, TimeProvider clock)
{
    /// <summary>Odoo makes those wait who sign in wrongly again and again. New settings of the connection begin anew at once.</summary>
    static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMinutes(15);

    readonly Lock gate = new();
    Task<string?>? signingIn;
    string? known;
    DateTimeOffset refusedUntil;

    /// <inheritdoc cref="AccessTokens"/>
    public async Task<string?> Token(string? rejected, CancellationToken stop)
    {
        Task<string?> token;
        lock (gate)
        {
            if (clock.GetUtcNow() < refusedUntil)
                return null;
            if (known is not null && known != rejected)
                return known;
            if (signingIn is not { IsCompleted: false })
                signingIn = SignIn(rejected, stop);
            token = signingIn;
        }
        return await token.WaitAsync(stop);
    }

    /// <returns>Null when Odoo does not take what is stored.</returns>
    /// <exception cref="HttpRequestException">It cannot be told now.</exception>
    async Task<string?> SignIn(string? rejected, CancellationToken stop)
    {
        await Task.Yield();
        var secret = await key(stop);
        var token =
            secret is null ? null
            : options.Interface == OdooInterface.Json2 ? secret
            : await User(secret, stop) is { } user ? OdooJsonRpc.Token(user, secret)
            : null;
        lock (gate)
        {
            if (token is null || token == rejected)
                (known, refusedUntil) = (null, clock.GetUtcNow() + PauseAfterRefusal);
            else
                known = token;
            return known;
        }
    }

    /// <summary>The number of the user whose key it is; null when Odoo does not take user and key.</summary>
    async Task<int?> User(string secret, CancellationToken stop)
    {
        using var timeLimit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeLimit.Token);
        using var request = OdooJsonRpc.Request(
            "common",
            "authenticate",
            [options.Database, options.User, secret, new System.Text.Json.Nodes.JsonObject()]
        );
        using var response = await http.SendAsync(request, either.Token);
        response.EnsureSuccessStatusCode();
        var answer = VendorJson.Read(await response.Content.ReadAsByteArrayAsync(either.Token));
        return new OdooJsonRpc(options).Read(response.StatusCode, answer) switch
        {
            OdooReply.Answered({ ValueKind: JsonValueKind.Number } user) => user.GetInt32(),
            OdooReply.Answered({ ValueKind: JsonValueKind.False }) or OdooReply.SignInNeeded => null,
            var other => throw new HttpRequestException($"Odoo answered a sign-in with something else: {OdooReplies.Reason(other)}"),
        };
    }
}
