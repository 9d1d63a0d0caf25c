using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks.Live;

/// <summary>An organisation with the shipped retail rules and a key for a source, made for one run.</summary>
sealed record BenchOrganisation(string Name, string Key)
{
    public static async Task<BenchOrganisation> SetUp(LocalSystem system, string name, CancellationToken stop)
    {
        using var http = Internal(system);
        var ingestion = system.AddressOf("ingestion");
        var transformation = system.AddressOf("transformation");
        await Post(http, new Uri(ingestion, "internal/organisations"), new { organisation = name, name }, stop);
        var key = await Post(
            http,
            new Uri(ingestion, "internal/keys"),
            new
            {
                organisation = name,
                role = "source",
                name = "bench",
            },
            stop
        );
        var rules = await http.GetStringAsync(new Uri(transformation, "internal/rule-sets/shipped/retail"), stop);
        await Post(
            http,
            new Uri(transformation, $"internal/rule-sets?organisation={name}"),
            new
            {
                content = rules,
                file_name = "retail.yaml",
                published_by = "bench",
            },
            stop
        );
        return new BenchOrganisation(name, key.GetProperty("key").GetString()!);
    }

    /// <summary>All that is posted from now on goes to that platform too.</summary>
    public async Task Connect(LocalSystem system, string connection, string platform, CancellationToken stop)
    {
        using var http = Internal(system);
        await Post(
            http,
            new Uri(system.AddressOf("platform-sync"), $"internal/connections?organisation={Name}"),
            new
            {
                connection,
                platform,
                settings = new { },
                secrets = new { },
            },
            stop
        );
    }

    static HttpClient Internal(LocalSystem system)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", system.Secrets.InternalToken);
        return http;
    }

    static async Task<JsonElement> Post(HttpClient http, Uri address, object body, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync(address, body, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{address.AbsolutePath} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
