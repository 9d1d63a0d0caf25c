using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace AccountingSync.LocalServers;

/// <summary>The broker's management API: users, permissions and virtual hosts, all of them safe to repeat.</summary>
public sealed class RabbitManagement : IDisposable
{
    readonly HttpClient http;
    readonly ConcurrentQueue<Change> changes = new();

    public RabbitManagement(Uri address, string user, string password)
    {
        Address = address;
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        // No trace context: the broker's own set-up is no part of anybody's trace.
        http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null })
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", credentials) },
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public Uri Address { get; }

    /// <summary>Makes the user, or gives an existing one this password and these permissions (regular expressions over names).</summary>
    public async Task CreateUserAsync(
        string name,
        string password,
        string configure,
        string write,
        string read,
        string virtualHost = "/",
        CancellationToken cancellation = default
    )
    {
        await PutAsync($"users/{Escaped(name)}", new { password, tags = "" }, cancellation);
        await PutAsync(
            $"permissions/{Escaped(virtualHost)}/{Escaped(name)}",
            new
            {
                configure,
                write,
                read,
            },
            cancellation
        );
    }

    /// <summary>Narrows what the user may publish to and bind on a topic exchange, by routing key.</summary>
    public Task SetTopicPermissionAsync(
        string user,
        string exchange,
        string write,
        string read,
        string virtualHost = "/",
        CancellationToken cancellation = default
    ) =>
        PutAsync(
            $"topic-permissions/{Escaped(virtualHost)}/{Escaped(user)}",
            new
            {
                exchange,
                write,
                read,
            },
            cancellation
        );

    public async Task CreateVirtualHostAsync(string name, string administrator, CancellationToken cancellation = default)
    {
        await PutAsync($"vhosts/{Escaped(name)}", new { }, cancellation);
        await PutAsync($"permissions/{Escaped(name)}/{Escaped(administrator)}", AllPermissions, cancellation);
    }

    public Task DeleteVirtualHostAsync(string name, CancellationToken cancellation = default) =>
        MakeAsync(new Change(HttpMethod.Delete, $"vhosts/{Escaped(name)}", null), cancellation);

    /// <summary>Any read of the API as text, for example <c>queues/%2F</c>.</summary>
    public Task<string> GetAsync(string path, CancellationToken cancellation = default) => http.GetStringAsync(path, cancellation);

    public void Dispose() => http.Dispose();

    /// <summary>Does everything again, in order, on a broker that has forgotten it.</summary>
    internal async Task ReplayAsync(CancellationToken cancellation)
    {
        foreach (var change in changes)
            await SendAsync(change, cancellation);
    }

    static object AllPermissions { get; } = new
    {
        configure = ".*",
        write = ".*",
        read = ".*",
    };

    Task PutAsync(string path, object body, CancellationToken cancellation) => MakeAsync(new Change(HttpMethod.Put, path, body), cancellation);

    async Task MakeAsync(Change change, CancellationToken cancellation)
    {
        await SendAsync(change, cancellation);
        changes.Enqueue(change);
    }

    async Task SendAsync(Change change, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(change.Method, change.Path)
        {
            Content = change.Body is null ? null : JsonContent.Create(change.Body),
        };
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode && !(change.Method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NotFound))
            throw new HttpRequestException(
                $"RabbitMQ answered {(int)response.StatusCode} to {change.Method} {change.Path}: {await response.Content.ReadAsStringAsync(cancellation)}"
            );
    }

    static string Escaped(string name) => Uri.EscapeDataString(name);

    sealed record Change(HttpMethod Method, string Path, object? Body);
}
