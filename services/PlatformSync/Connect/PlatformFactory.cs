using System.Collections.Concurrent;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.PlatformSync.Connect;

/// <summary>The list of platforms that we can write to, and one live instance per connection: limits and caches are shared by all
/// who use it.</summary>
sealed class PlatformFactory(QuickBooksSignIn signIn, IConfiguration configuration, TimeProvider time) : IDisposable
{
    readonly ConcurrentDictionary<(string Organisation, string Connection), Lazy<IAccountingPlatform>> instances = new();
    readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    public static bool Knows(string platform) => platform is "quickbooks" or "plain-text";

    public IAccountingPlatform For(PlatformConnection connection) =>
        instances.GetOrAdd((connection.Organisation, connection.Connection), _ => new Lazy<IAccountingPlatform>(() => Make(connection))).Value;

    /// <summary>The next use makes a new instance: after a fault that the old one cannot get over, or new settings.</summary>
    public void Forget(string organisation, string connection)
    {
        if (instances.TryRemove((organisation, connection), out var instance) && instance.IsValueCreated && instance.Value is IDisposable disposable)
            disposable.Dispose();
    }

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
        foreach (var instance in instances.Values.Where(instance => instance.IsValueCreated).Select(instance => instance.Value).OfType<IDisposable>())
            instance.Dispose();
        handler.Dispose();
    }
}
