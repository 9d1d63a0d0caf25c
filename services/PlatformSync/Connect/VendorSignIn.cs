using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.Connect;

/// <summary>Access tokens of companies at QuickBooks and Xero (OAuth 2, rotating refresh tokens; the vendor's token endpoint). One refresh at a time per
/// connection, over all processes, by a row lock; the new refresh token is stored before the new access token is used.</summary>
sealed class VendorSignIn(NpgsqlDataSource database, ConnectionStore store, ILogger<VendorSignIn> log) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public AccessTokens TokensOf(PlatformConnection connection) => (rejected, stop) => Token(connection, rejected, stop);

    /// <summary>A secret that is used as it is; null when none of this name is stored.</summary>
    public async Task<string?> Secret(PlatformConnection connection, string name, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        var secrets = await store.LockSecrets(session, connection.Organisation, connection.Connection, stop);
        return secrets.GetValueOrDefault(name);
    }

    async Task<string?> Token(PlatformConnection connection, string? rejected, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        var secrets = await store.LockSecrets(session, connection.Organisation, connection.Connection, stop);
        var current = secrets.GetValueOrDefault("access_token");
        // Somebody else refreshed while we waited for the lock.
        if (current is not null && current != rejected)
            return current;
        if (!secrets.TryGetValue("refresh_token", out var refreshToken))
            return null;
        using var answer = await Refresh(connection, secrets, refreshToken, stop);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
        {
            log.LogWarning("{Organisation}'s connection {Connection} must be signed in again", connection.Organisation, connection.Connection);
            return null;
        }
        answer.EnsureSuccessStatusCode();
        (secrets["access_token"], secrets["refresh_token"]) = Tokens(await answer.Content.ReadAsByteArrayAsync(stop));
        await store.StoreSecrets(session, connection.Organisation, connection.Connection, secrets, stop);
        await session.Commit(stop);
        return secrets["access_token"];
    }

    /// <exception cref="HttpRequestException">It is no answer with tokens, but a page of something in between. The old refresh token still
    /// works for a while.</exception>
    static (string Access, string Refresh) Tokens(byte[] answer)
    {
        try
        {
            using var body = JsonDocument.Parse(answer);
            return (body.RootElement.GetProperty("access_token").GetString()!, body.RootElement.GetProperty("refresh_token").GetString()!);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HttpRequestException("The token endpoint answered with something unreadable.", fault);
        }
    }

    async Task<HttpResponseMessage> Refresh(
        PlatformConnection connection,
        Dictionary<string, string> secrets,
        string refreshToken,
        CancellationToken stop
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.Settings["token_address"])
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }
            ),
        };
        var client = $"{secrets.GetValueOrDefault("client_id")}:{secrets.GetValueOrDefault("client_secret")}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client)));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await http.SendAsync(request, stop);
    }

    public void Dispose() => http.Dispose();
}
