using System.Collections.Concurrent;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Ingestion.FetchObjects;

/// <summary>Stripe's interface at the address of a connection; they share one pool of connections.</summary>
sealed class StripeClients(TimeProvider time) : IDisposable
{
    static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    readonly SocketsHttpHandler handler = StripeApi.NewHandler();
    readonly ConcurrentDictionary<Uri, StripeApi> clients = new();

    public StripeApi For(Uri? address) =>
        clients.GetOrAdd(
            address ?? StripeApi.DefaultAddress,
            baseAddress => new StripeApi(new HttpClient(handler, disposeHandler: false) { BaseAddress = baseAddress, Timeout = CallTimeout }, time)
        );

    public void Dispose() => handler.Dispose();
}
