using System.Collections.Concurrent;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Vendors' interfaces at the addresses of connections; they share one pool of connections.</summary>
/// <param name="network">Instead of the real one, in tests.</param>
sealed class SourceApis(TimeProvider time, HttpMessageHandler? network = null) : IDisposable
{
    static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    readonly HttpMessageHandler handler = network ?? SourceApi.NewHandler();
    readonly ConcurrentDictionary<Uri, SourceApi> apis = new();

    public SourceApi At(Uri address) =>
        apis.GetOrAdd(
            address,
            baseAddress => new SourceApi(new HttpClient(handler, disposeHandler: false) { BaseAddress = baseAddress, Timeout = CallTimeout }, time)
        );

    public void Dispose() => handler.Dispose();
}
