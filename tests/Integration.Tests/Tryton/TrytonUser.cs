using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>Somebody who works in Tryton by JSON-RPC as its own client does, and knows nothing of our code.</summary>
public sealed class TrytonUser : IDisposable
{
    readonly HttpClient http;

    TrytonUser(HttpClient http) => this.http = http;

    public static async Task<TrytonUser> SignIn(TrytonServer server)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Address, $"{server.Database.Name}/"), Timeout = TimeSpan.FromMinutes(2) };
        var user = new TrytonUser(http);
        var session = await user.Do("common.db.login", TrytonServer.Administrator, new JsonObject { ["password"] = TrytonServer.Password }, "en");
        var token = $"{TrytonServer.Administrator}:{session[0].GetInt32()}:{session[1].GetString()}";
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Session", Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        return user;
    }

    /// <summary>The last parameter of each call of <see cref="Work"/>.</summary>
    public JsonObject Context { get; set; } = [];

    public static JsonObject Amount(string text) => new() { ["__class__"] = "Decimal", ["decimal"] = text };

    public static JsonObject Day(int year, int month, int day) =>
        new()
        {
            ["__class__"] = "date",
            ["year"] = year,
            ["month"] = month,
            ["day"] = day,
        };

    /// <summary>A call in the context of the company.</summary>
    public Task<JsonElement> Work(string method, params JsonNode?[] parameters) => Do(method, [.. parameters, Context.DeepClone()]);

    /// <summary>What a call is refused with.</summary>
    public async Task<string> Refusal(string method, params JsonNode?[] parameters)
    {
        var answer = await Call(method, [.. parameters, Context.DeepClone()]);
        return answer.GetProperty("error")[1][0].GetString()!;
    }

    async Task<JsonElement> Do(string method, params JsonNode?[] parameters)
    {
        // Tryton waits for no lock, and the database's own upkeep may hold one for a moment.
        var answer = await Eventually.That(
            () => Call(method, parameters),
            Is.Not.Matches<JsonElement>(said => said.ToString().Contains("could not obtain lock", StringComparison.Ordinal)),
            method
        );
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    async Task<JsonElement> Call(string method, JsonNode?[] parameters)
    {
        var call = new JsonObject
        {
            ["id"] = 0,
            ["method"] = method,
            ["params"] = new JsonArray([.. parameters.Select(parameter => parameter?.DeepClone())]),
        };
        // Its length must be known: the server takes nothing in pieces.
        using var body = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("", body);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{method}: {(int)answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose() => http.Dispose();
}
