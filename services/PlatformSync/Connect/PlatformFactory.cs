using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Odoo;
using AccountingSync.PlatformSync.Platforms.PlainText;
using AccountingSync.PlatformSync.Platforms.QuickBooks;
using AccountingSync.PlatformSync.Platforms.Tryton;
using AccountingSync.PlatformSync.Platforms.Xero;

namespace AccountingSync.PlatformSync.Connect;

/// <summary>The list of platforms that we can write to, and one live instance per connection: limits and caches are shared by all
/// who use it.</summary>
sealed class PlatformFactory(VendorSignIn signIn, IConfiguration configuration, TimeProvider time) : IDisposable
{
    readonly ConcurrentDictionary<(string Organisation, string Connection), Lazy<IAccountingPlatform>> instances = new();
    readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>The platforms and which settings a connection to one must have.</summary>
    static readonly Dictionary<string, string[]> Needed = new()
    {
        ["quickbooks"] = ["realm", "base_address", "token_address"],
        ["xero"] = ["tenant", "base_address", "token_address"],
        ["tryton"] = ["base_address", "database", "user", "journal"],
        ["odoo"] = ["base_address", "database", "journal"],
        ["plain-text"] = [],
    };

    /// <summary>What the setting <c>protocol</c> of a connection to Odoo may be.</summary>
    static readonly Dictionary<string, OdooInterface> OdooProtocols = new()
    {
        ["json-2"] = OdooInterface.Json2,
        ["json-rpc"] = OdooInterface.JsonRpc,
    };

    /// <summary>What is wrong with a connection's platform or settings, and what to do; null when nothing is.</summary>
    public static string? Problem(string platform, IReadOnlyDictionary<string, string> settings) =>
        !Needed.TryGetValue(platform, out var needed) ? $"'{platform}' is no platform that we know. There are: {string.Join(", ", Needed.Keys)}."
        : Array.Find(needed, name => !settings.ContainsKey(name)) is { } missing ? $"A connection to {platform} needs the setting '{missing}'."
        : platform == "xero" && !Guid.TryParse(settings["tenant"], out _)
            ? $"The setting 'tenant' must be the tenant id of a Xero organisation, a GUID; it is '{settings["tenant"]}'."
        : platform == "tryton" ? WrongAddress("Tryton", settings)
        : platform == "odoo" ? WrongAddress("Odoo", settings) ?? WrongProtocol(settings)
        : null;

    static string? WrongAddress(string server, IReadOnlyDictionary<string, string> settings) =>
        Uri.TryCreate(settings["base_address"], UriKind.Absolute, out var address) && address.AbsolutePath.EndsWith('/')
            ? null
            : $"The setting 'base_address' must be the address of the {server} server with a slash at its end; it is '{settings["base_address"]}'.";

    static string? WrongProtocol(IReadOnlyDictionary<string, string> settings) =>
        !OdooProtocols.TryGetValue(settings.GetValueOrDefault("protocol", "json-2"), out var protocol)
            ? $"The setting 'protocol' must be one of {string.Join(", ", OdooProtocols.Keys)}; it is '{settings["protocol"]}'."
        : protocol == OdooInterface.JsonRpc && !settings.ContainsKey("user")
            ? "A connection to odoo by json-rpc needs the setting 'user', the login of the user whose key it is."
        : null;

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
            "xero" => Xero(connection),
            "tryton" => Tryton(connection),
            "odoo" => Odoo(connection),
            var other => throw new InvalidOperationException($"'{other}' is no platform that we know."),
        };

    QuickBooksPlatform QuickBooks(PlatformConnection connection)
    {
        var options = new QuickBooksOptions
        {
            Realm = connection.Settings["realm"],
            HomeCurrency = connection.Settings.GetValueOrDefault("home_currency", "USD"),
            Timeout = TimeLimit(connection),
            AccountNumbers = Prefixed(connection, "account_number:"),
            AccountIds = Prefixed(connection, "account_id:"),
        };
        var limits = IsUnlimited(connection) ? QuickBooksLimits.None : new QuickBooksLimits();
        return new QuickBooksPlatform(Client(connection), options, signIn.TokensOf(connection), new QuickBooksPace(limits, time), time);
    }

    XeroPlatform Xero(PlatformConnection connection)
    {
        var options = new XeroOptions
        {
            Tenant = Guid.Parse(connection.Settings["tenant"]),
            Timeout = TimeLimit(connection),
            AccountCodes = Prefixed(connection, "account_code:"),
            AccountIds = Prefixed(connection, "account_id:"),
        };
        var limits = IsUnlimited(connection)
            ? XeroLimits.None
            : new XeroLimits { PerDay = int.Parse(connection.Settings.GetValueOrDefault("calls_per_day", "5000"), CultureInfo.InvariantCulture) };
        return new XeroPlatform(Client(connection), options, signIn.TokensOf(connection), new XeroPace(limits, time), time);
    }

    TrytonPlatform Tryton(PlatformConnection connection)
    {
        var options = new TrytonOptions
        {
            Database = connection.Settings["database"],
            User = connection.Settings["user"],
            Journal = connection.Settings["journal"],
            Company = connection.Settings.GetValueOrDefault("company"),
            Party = connection.Settings.GetValueOrDefault("party"),
            Timeout = TimeLimit(connection),
            AccountCodes = Prefixed(connection, "account_code:"),
            AccountIds = Prefixed(connection, "account_id:"),
        };
        var atOnce = new ConcurrencyLimiter(new() { PermitLimit = TrytonPlatform.CallsAtOnce, QueueLimit = int.MaxValue });
        return new TrytonPlatform(Client(connection), options, stop => signIn.Secret(connection, "password", stop), atOnce, time);
    }

    OdooPlatform Odoo(PlatformConnection connection)
    {
        var options = new OdooOptions
        {
            Database = connection.Settings["database"],
            Journal = connection.Settings["journal"],
            Company = connection.Settings.GetValueOrDefault("company"),
            Interface = OdooProtocols[connection.Settings.GetValueOrDefault("protocol", "json-2")],
            User = connection.Settings.GetValueOrDefault("user"),
            Timeout = TimeLimit(connection),
            AccountCodes = Prefixed(connection, "account_code:"),
            AccountIds = Prefixed(connection, "account_id:"),
        };
        var atOnce = new ConcurrencyLimiter(new() { PermitLimit = OdooPlatform.CallsAtOnce, QueueLimit = int.MaxValue });
        return new OdooPlatform(Client(connection), options, stop => signIn.Secret(connection, "api_key", stop), atOnce, time);
    }

    HttpClient Client(PlatformConnection connection) =>
        new(handler, disposeHandler: false) { BaseAddress = new Uri(connection.Settings["base_address"]), Timeout = Timeout.InfiniteTimeSpan };

    static TimeSpan TimeLimit(PlatformConnection connection) =>
        TimeSpan.FromSeconds(double.Parse(connection.Settings.GetValueOrDefault("timeout_seconds", "120"), CultureInfo.InvariantCulture));

    static bool IsUnlimited(PlatformConnection connection) => connection.Settings.GetValueOrDefault("limits") == "none";

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
