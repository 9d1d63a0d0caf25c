using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>The two processes of a private broker: Erlang's port mapper, and the broker itself.</summary>
static class RabbitSpecs
{
    // Debian's /usr/sbin/rabbitmq-server changes directory and user; this one it wraps.
    const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    // Nothing that the caller's shell sets for another broker may reach ours.
    static readonly string[] Withheld = ["RABBITMQ_", "ERL_", "NOTIFY_SOCKET"];

    /// <summary>Started by us because the one that Erlang would start stays behind and listens on every interface.</summary>
    public static ChildSpec PortMapper(RabbitOptions options, RabbitFiles files) =>
        new()
        {
            Name = "epmd",
            FileName = "epmd",
            Arguments = ["-port", Text(options.EpmdPort), "-address", "127.0.0.1", "-relaxed_command_check"],
            LogFile = Path.Combine(files.Home, "epmd.log"),
            PidFile = Path.Combine(files.Home, "epmd.pid"),
            WithheldPrefixes = Withheld,
            StopSignal = StopSignal.Kill, // It holds nothing.
        };

    public static ChildSpec Broker(RabbitOptions options, RabbitFiles files) =>
        new()
        {
            Name = "RabbitMQ",
            FileName = File.Exists(Server)
                ? Server
                : throw new InvalidOperationException("RabbitMQ is not installed: apt-get install rabbitmq-server (./run does it)."),
            LogFile = files.Log,
            PidFile = Path.Combine(files.Home, "pid"),
            WorkingDirectory = files.Home,
            WithheldPrefixes = Withheld,
            Environment = Environment(options, files),
            StopSignal = options.StopAtOnce || options.DeleteOnDispose ? StopSignal.Kill : StopSignal.Terminate,
            StopTimeout = TimeSpan.FromSeconds(20),
        };

    /// <summary>rabbitmqctl, which finds this broker and no other by its environment.</summary>
    public static Task Control(RabbitOptions options, RabbitFiles files, IReadOnlyList<string> words, CancellationToken cancellation) =>
        Command.RunAsync(["/usr/lib/rabbitmq/bin/rabbitmqctl", .. words], cancellation, Environment(options, files));

    static Dictionary<string, string?> Environment(RabbitOptions options, RabbitFiles files) =>
        new()
        {
            ["HOME"] = files.Home, // Holds the Erlang cookie.
            ["LC_ALL"] = "C.UTF-8",
            ["RABBITMQ_NODENAME"] = "accountingsync@localhost",
            ["RABBITMQ_MNESIA_BASE"] = files.Data,
            ["RABBITMQ_LOG_BASE"] = files.Home,
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONFIG_FILE"] = Path.ChangeExtension(files.Configuration, null),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(files.Home, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = files.Plugins,
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null", // Otherwise /etc/rabbitmq/rabbitmq-env.conf has a say.
            ["RABBITMQ_PID_FILE"] = Path.Combine(files.Home, "broker.pid"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(files.Home, "generated"),
            ["RABBITMQ_SCHEMA_DIR"] = Path.Combine(files.Home, "schema"),
            ["RABBITMQ_DIST_PORT"] = Text(options.DistributionPort),
            ["RUNNING_UNDER_SYSTEMD"] = "true", // The start script becomes the broker instead of watching it.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} "
                + $"+S {options.Schedulers}:{options.Schedulers} +sbwt none +sbwtdcpu none +sbwtdio none",
            ["ERL_EPMD_PORT"] = Text(options.EpmdPort),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_CRASH_DUMP"] = "/dev/null",
        };

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
