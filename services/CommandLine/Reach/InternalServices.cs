using System.Text.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>What one of several services answered.</summary>
/// <param name="Body">Undefined when there was none.</param>
readonly record struct ServiceAnswer(string Service, JsonElement Body);

/// <summary>Several of the local system's services, asked the same on their internal routes, one after the other.</summary>
sealed class InternalServices : IDisposable
{
    static readonly string[] Encrypting = ["ingestion", "transformation", "platform-sync"];

    readonly List<(string Name, Endpoint Endpoint)> services;

    InternalServices(SystemFile system, IEnumerable<string> names) =>
        services = [.. names.Select(name => (name, new Endpoint(name, system.Services[name], system.InternalToken)))];

    /// <summary>Those that store encrypted content, each with data keys of its own.</summary>
    public static InternalServices ThatEncrypt(SystemFile system) => new(system, Encrypting);

    /// <summary>Those that set aside what they cannot process: all that have a database.</summary>
    public static InternalServices ThatSetAside(SystemFile system) =>
        new(system, ServiceList.All.Where(service => service.Role is not null).Select(service => service.Name));

    /// <exception cref="CommandFailedException">One does not answer as it should.</exception>
    public Task<IReadOnlyList<ServiceAnswer>> Get(string path, CancellationToken stop) => Ask(service => service.Get(path, stop));

    /// <exception cref="CommandFailedException">One does not answer as it should; those before it have done it.</exception>
    public Task<IReadOnlyList<ServiceAnswer>> Post(string path, CancellationToken stop, params (string Name, object? Value)[] query) =>
        Ask(service => service.Post(path, null, stop, query));

    public void Dispose()
    {
        foreach (var (_, endpoint) in services)
            endpoint.Dispose();
    }

    async Task<IReadOnlyList<ServiceAnswer>> Ask(Func<Endpoint, Task<Answer>> ask)
    {
        var answers = new List<ServiceAnswer>();
        foreach (var (name, endpoint) in services)
            answers.Add(new ServiceAnswer(name, (await ask(endpoint)).Must()));
        return answers;
    }
}
