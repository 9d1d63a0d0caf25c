using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>The settings of a private server: a small machine, many short transactions, nothing reachable from outside.</summary>
static class PostgresSettings
{
    public static Dictionary<string, string> For(PostgresOptions options, PostgresFiles files, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "", // No way in beside TLS, and no limit on the length of the path.
            ["hba_file"] = files.AccessRules,
            ["ssl"] = "on",
            ["ssl_ca_file"] = files.Tls.Authority,
            ["ssl_cert_file"] = files.Tls.Certificate,
            ["ssl_key_file"] = files.Tls.Key,
            ["ssl_min_protocol_version"] = "TLSv1.2",
            ["shared_buffers"] = $"{options.SharedBuffersMegabytes}MB",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["max_wal_size"] = "4GB",
            ["checkpoint_timeout"] = "15min",
            ["checkpoint_completion_target"] = "0.9",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off", // Compiling costs more than any of our statements.
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] %u@%d ",
            ["log_lock_waits"] = "on",
            ["log_checkpoints"] = "off",
            ["fsync"] = options.Durable ? "on" : "off",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings;
    }
}
