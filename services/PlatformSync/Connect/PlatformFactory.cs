using System.Collections.Concurrent;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.PlatformSync.Connect;

/// <summary>The list of platforms that we can write to, and one live instance per connection: limits and caches are shared by all
/// who use it.</summary>
sealed class PlatformFactory(ConnectionStore store, QuickBooksSignIn signIn, IConfiguration configuration, TimeProvider time) : IDisposable
{
    readonly ConcurrentDictionary<(string Organisation, string Connection), IAccountingPlatform> instances = new();
    readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    public static bool Knows(string platform) => platform is "quickbooks" or "plain-text";

    public async Task<IAccountingPlatform> For(string organisation, string connection, CancellationToken stop)
    {
        if (instances.TryGetValue((organisation, connection), out var known))
            return known;
        var found =
            (await store.All(stop)).SingleOrDefault(candidate => candidate.Organisation == organisation && candidate.Connection == connection)
            ?? throw new InvalidOperationException($"{organisation} has no connection '{connection}'.");
        return For(found);
    }

    public IAccountingPlatform For(PlatformConnection connection) =>
        instances.GetOrAdd((connection.Organisation, connection.Connection), _ => Make(connection));

    IAccountingPlatform Make(PlatformConnection connection) =>
        connection.Platform switch
        {
            "plain-text" => new PlainTextPlatform(
                Path.Combine(configuration["PlainText:Directory"] ?? "journals", connection.Organisation, connection.Connection),
                $"{connection.Organisation}: {connection.Connection}"
            ),
            "quickbooks" => QuickBooks(connection),
            var other => throw new InvalidOperationException($"'{other}' is no platform that we know."),
        };

    QuickBooksPlatform QuickBooks(PlatformConnection connection)
    {
        var timeout = TimeSpan.FromSeconds(
            double.Parse(connection.Settings.GetValueOrDefault("timeout_seconds", "120"), System.Globalization.CultureInfo.InvariantCulture)
        );
        var options = new QuickBooksOptions
        {
            Realm = connection.Settings["realm"],
            HomeCurrency = connection.Settings.GetValueOrDefault("home_currency", "USD"),
            Timeout = timeout,
            AccountNumbers = Prefixed(connection, "account_number:"),
            AccountIds = Prefixed(connection, "account_id:"),
        };
        var http = new HttpClient(handler, disposeHandler: false)
        {
            BaseAddress = new Uri(connection.Settings["base_address"]),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var limits = connection.Settings.GetValueOrDefault("limits") == "none" ? QuickBooksLimits.None : new QuickBooksLimits();
        return new QuickBooksPlatform(http, options, signIn.TokensOf(connection), new QuickBooksPace(limits, time), time);
    }

    static Dictionary<string, string> Prefixed(PlatformConnection connection, string prefix) =>
        connection
            .Settings.Where(setting => setting.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key[prefix.Length..], setting => setting.Value);

    public void Dispose()
    {
        foreach (var instance in instances.Values.OfType<IDisposable>())
            instance.Dispose();
        handler.Dispose();
    }
}
