using System.Net.Http.Headers;
using AccountingSync.ServiceDefaults;

namespace AccountingSync.Console.Neighbours;

static class NeighbourSetup
{
    /// <summary>Bytes of the largest answer that is read; the longest lists are a thousand rows.</summary>
    const int MaxAnswerBytes = 32 * 1024 * 1024;

    /// <summary>The five services, at <c>Services:Ingestion</c>, <c>Services:Transformation</c> and so on.</summary>
    public static void AddNeighbours(this WebApplicationBuilder builder)
    {
        Add(builder, "Ingestion", http => new Ingestion(http));
        builder.Services.AddSingleton(services => new BusinessDays(services.GetRequiredService<IHttpClientFactory>().CreateClient("Ingestion")));
        builder.Services.AddSingleton(services => new Pulls(services.GetRequiredService<IHttpClientFactory>().CreateClient("Ingestion")));
        builder.Services.AddSingleton(services => new SourceCorrections(services.GetRequiredService<IHttpClientFactory>().CreateClient("Ingestion")));
        Add(builder, "Transformation", http => new Transformation(http));
        Add(builder, "LedgerWriter", http => new Ledger(http));
        builder.Services.AddSingleton(services => new LedgerPeriods(services.GetRequiredService<IHttpClientFactory>().CreateClient("LedgerWriter")));
        builder.Services.AddSingleton(services => new RuleSets(services.GetRequiredService<IHttpClientFactory>().CreateClient("Transformation")));
        Add(builder, "PlatformSync", http => new PlatformSync(http));
        Add(builder, "Reconciliation", http => new Reconciliation(http));
        builder.Services.AddSingleton(services => new Completeness(services.GetRequiredService<IHttpClientFactory>().CreateClient("Reconciliation")));
        builder.Services.AddSingleton(services => new BankMatches(services.GetRequiredService<IHttpClientFactory>().CreateClient("Reconciliation")));
        builder.Services.AddSingleton(services => new Payouts(services.GetRequiredService<IHttpClientFactory>().CreateClient("Reconciliation")));
    }

    static void Add<T>(WebApplicationBuilder builder, string name, Func<HttpClient, T> make)
        where T : PipelineService
    {
        var setting = $"Services:{name}";
        var address = builder.Configuration[setting];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new InvalidOperationException(
                $"The setting '{setting}' must be the address of the service, such as http://localhost:8080; it is '{address}'."
            );
        builder
            .Services.AddHttpClient(
                name,
                (services, http) =>
                {
                    http.BaseAddress = uri;
                    http.Timeout = Timeout.InfiniteTimeSpan; // Each request has its own limit.
                    http.MaxResponseContentBufferSize = MaxAnswerBytes;
                    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                        "Bearer",
                        services.GetRequiredService<InternalAccess>().Token
                    );
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                    ConnectTimeout = TimeSpan.FromSeconds(3),
                }
            )
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton(services => make(services.GetRequiredService<IHttpClientFactory>().CreateClient(name)));
        builder.Services.AddSingleton<PipelineService>(services => services.GetRequiredService<T>());
    }
}
