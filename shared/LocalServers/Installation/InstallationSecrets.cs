namespace AccountingSync.LocalServers;

/// <summary>The installation's own passwords and keys, each in a file that only its owner can read. Made once, then kept.</summary>
public sealed class InstallationSecrets
{
    readonly string directory;

    public InstallationSecrets(string directory)
    {
        this.directory = UnixFiles.PrivateDirectory(directory);
        KeyRingFile = Path.Combine(directory, "key-ring.json");
        if (!File.Exists(KeyRingFile))
            Security.KeyRingFile.Create(KeyRingFile);
    }

    public string KeyRingFile { get; }

    /// <summary>What services show each other.</summary>
    public string InternalToken => Secret.ReadOrCreate(Path.Combine(directory, "internal-token"));

    public string DatabasePassword(string role) => Secret.ReadOrCreate(Path.Combine(directory, $"postgres-{role}"));

    public string BrokerPassword(string user) => Secret.ReadOrCreate(Path.Combine(directory, $"rabbitmq-{user}"));
}
