namespace AccountingSync.LocalServers;

/// <summary>The files of one private server: data, certificates, password, access rules.</summary>
sealed record PostgresFiles(string Home, string Data, string AccessRules, string Password, TlsFiles Tls)
{
    /// <summary>Whoever does not speak TLS is refused before a password is asked for.</summary>
    const string Rules = """
        hostssl   all all 127.0.0.1/32 scram-sha-256
        hostnossl all all all          reject

        """;

    public string Log => Path.Combine(Home, "log");
    public string PidFile => Path.Combine(Home, "pid");
    public string? Version => File.Exists(Path.Combine(Data, "PG_VERSION")) ? File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim() : null;

    public static async Task<PostgresFiles> PrepareAsync(string wanted, TimeProvider clock, CancellationToken cancellation)
    {
        wanted = UnixFiles.PassableDirectory(Path.GetFullPath(wanted));
        var home = ServerHome.Choose(wanted, "postgres", await PostgresInstallation.CanReachAsync(wanted, cancellation));
        UnixFiles.PassableDirectory(home);
        var files = new PostgresFiles(
            home,
            Path.Combine(home, "data"),
            Path.Combine(home, "pg_hba.conf"),
            Path.Combine(home, "superuser-password"),
            Certificates.EnsureIn(UnixFiles.PassableDirectory(Path.Combine(home, "tls")), clock)
        );
        Secret.ReadOrCreate(files.Password);
        await File.WriteAllTextAsync(files.AccessRules, Rules, cancellation);
        await PostgresInstallation.OwnAsync([files.Password, files.AccessRules, files.Tls.Key], cancellation);
        return files;
    }

    /// <summary>Made aside and moved into place, so that an interrupted start leaves no half a database behind.</summary>
    public async Task CreateDataAsync(CancellationToken cancellation)
    {
        var half = Data + ".new";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        UnixFiles.PrivateDirectory(half);
        await PostgresInstallation.OwnAsync([half], cancellation);
        string[] initdb =
        [
            Path.Combine(PostgresInstallation.BinDirectory(version: null), "initdb"),
            .. new[] { "-D", half, "-U", "postgres", $"--pwfile={Password}", "-A", "scram-sha-256" },
            .. new[] { "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions" },
        ];
        await Command.RunAsync([.. PostgresInstallation.RunAs, .. initdb], cancellation);
        Directory.Move(half, Data);
    }
}
