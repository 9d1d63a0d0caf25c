using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>Signs in with user and password and keeps the session, which Tryton ends when it was idle (posting asks for one that was used within
/// five minutes) or is too old. One sign-in at a time.</summary>
/// <param name="password">Null when none is stored.</param>
sealed class TrytonSession(HttpClient http, TrytonOptions options, Func<CancellationToken, Task<string?>> password, TimeProvider clock)
{
    /// <summary>Tryton locks a user out who tries again and again. New settings of the connection begin anew at once.</summary>
    static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMinutes(15);

    readonly Lock gate = new();
    Task<string?>? signingIn;
    string? known;
    DateTimeOffset refusedUntil;

    /// <inheritdoc cref="AccessTokens"/>
    public async Task<string?> Token(string? rejected, CancellationToken stop)
    {
        Task<string?> session;
        lock (gate)
        {
            if (clock.GetUtcNow() < refusedUntil)
                return null;
            if (known is not null && known != rejected)
                return known;
            if (signingIn is not { IsCompleted: false })
                signingIn = SignIn(stop);
            session = signingIn;
        }
        return await session.WaitAsync(stop);
    }

    /// <returns>What stands in the header of each call; null when Tryton does not take user and password.</returns>
    /// <exception cref="HttpRequestException">It cannot be told now.</exception>
    async Task<string?> SignIn(CancellationToken stop)
    {
        await Task.Yield();
        if (await password(stop) is not { } secret)
            return Refused();
        using var timeLimit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeLimit.Token);
        using var request = Request(secret);
        using var response = await http.SendAsync(request, either.Token);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return Refused();
        if (response.StatusCode == HttpStatusCode.NotFound)
            throw new HttpRequestException($"there is no database '{options.Database}' at {http.BaseAddress}.");
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            throw new HttpRequestException("Tryton takes no more sign-ins for now.");
        response.EnsureSuccessStatusCode();
        var answer = VendorJson.Read(await response.Content.ReadAsByteArrayAsync(either.Token)) ?? default;
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out _))
            return Refused();
        if (
            answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("result", out var result)
            || result.ValueKind != JsonValueKind.Array
            || result.GetArrayLength() != 2
            || result[1].ValueKind != JsonValueKind.String
        )
            throw new HttpRequestException("Tryton answered a sign-in with something unreadable.");
        var session = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{result[0].GetRawText()}:{result[1].GetString()}"));
        lock (gate)
            known = session;
        return session;
    }

    string? Refused()
    {
        lock (gate)
            (known, refusedUntil) = (null, clock.GetUtcNow() + PauseAfterRefusal);
        return null;
    }

    HttpRequestMessage Request(string secret)
    {
        var call = new JsonObject
        {
            ["id"] = 0,
            ["method"] = "common.db.login",
            ["params"] = new JsonArray(options.User, new JsonObject { ["password"] = secret }, "en"),
        };
        return new(HttpMethod.Post, TrytonCalls.Path(options))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(call))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
    }
}
