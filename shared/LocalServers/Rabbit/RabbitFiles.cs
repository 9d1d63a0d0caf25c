using System.Text.RegularExpressions;

namespace AccountingSync.LocalServers;

/// <summary>The files of one private broker: data, certificates, password, configuration.</summary>
sealed partial record RabbitFiles(string Home, TlsFiles Tls, string Password)
{
    public const string Administrator = "administrator";
    public const string DiskFreeLimit = "200MB";

    public string Data => Path.Combine(Home, "mnesia");
    public string Log => Path.Combine(Home, "log");
    public string Configuration => Path.Combine(Home, "rabbitmq.conf");
    public string Plugins => Path.Combine(Home, "enabled_plugins");

    public static RabbitFiles Prepare(RabbitOptions options, TimeProvider clock)
    {
        var wanted = UnixFiles.PrivateDirectory(options.Directory);
        // The broker's start scripts and its configuration reader split at spaces and other special characters.
        var home = UnixFiles.PrivateDirectory(ServerHome.Choose(wanted, "rabbitmq", PlainPath().IsMatch(wanted)));
        var tls = Certificates.EnsureIn(UnixFiles.PrivateDirectory(Path.Combine(home, "tls")), clock);
        var files = new RabbitFiles(home, tls, Secret.ReadOrCreate(Path.Combine(home, "administrator-password")));
        Secret.ReadOrCreate(Path.Combine(home, ".erlang.cookie")); // Who knows it commands the broker; Erlang's own choice is guessable.
        return files;
    }

    /// <summary>Not before the port mapper runs: by then it is certain that no other broker lives on these files.</summary>
    public void WriteConfiguration(RabbitOptions options)
    {
        UnixFiles.WriteSecret(Configuration, ConfigurationText(options));
        File.WriteAllText(Plugins, "[rabbitmq_management,rabbitmq_prometheus].\n");
    }

    string ConfigurationText(RabbitOptions options) =>
        $"""
            listeners.tcp = none
            listeners.ssl.local = 127.0.0.1:{options.AmqpsPort}
            ssl_options.cacertfile = {Tls.Authority}
            ssl_options.certfile = {Tls.Certificate}
            ssl_options.keyfile = {Tls.Key}
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false
            ssl_options.versions.1 = tlsv1.3
            ssl_options.versions.2 = tlsv1.2
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {options.ManagementPort}
            prometheus.tcp.ip = 127.0.0.1
            prometheus.tcp.port = {options.PrometheusPort}
            collect_statistics_interval = {options.StatisticsInterval.TotalMilliseconds:0}
            default_user = {Administrator}
            default_pass = {Password}
            default_user_tags.administrator = true
            loopback_users = none
            log.console = true
            log.console.level = info
            log.file = false
            vm_memory_high_watermark.absolute = {options.MemoryLimitMegabytes}MB
            disk_free_limit.absolute = {DiskFreeLimit}
            raft.wal_max_size_bytes = 67108864

            """;

    [GeneratedRegex("^[A-Za-z0-9/._-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainPath();
}
