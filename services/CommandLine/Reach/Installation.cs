using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>The checkout that this program belongs to, and the system that may run in it.</summary>
sealed class Installation(string root)
{
    public const string RootVariable = "ACCOUNTINGSYNC_ROOT";
    const string ArtifactsFolder = "artifacts";

    public string Root => root;

    /// <summary>Data, logs, secrets and traces of the system.</summary>
    public string Directory => Path.Combine(Root, ".local");

    /// <summary>Where the build put the services.</summary>
    public string Binaries { get; init; } = Path.Combine(root, ArtifactsFolder, "bin");
    public string TraceFile => Path.Combine(Directory, "traces.jsonl");
    public string ReportFile => Path.Combine(Directory, "demo-report.json");

    /// <summary>What the environment names, or the folder above the build's output.</summary>
    public static Installation Find()
    {
        if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } named)
            return new Installation(Path.GetFullPath(named));
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (folder.Name == ArtifactsFolder && folder.Parent is { } root)
                return new Installation(root.FullName);
        throw new CommandFailedException($"This program does not lie in a checkout; set {RootVariable} to one.");
    }

    /// <summary>Held by the process that runs the system here; the kernel lets go of it however that process ends.</summary>
    /// <returns>Null when another process holds it.</returns>
    public FileStream? TryHold()
    {
        System.IO.Directory.CreateDirectory(Directory);
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <returns>Null when no system runs here.</returns>
    public SystemFile? Running() => IsHeld() ? SystemFile.Read(Directory) : null;

    string LockFile => Path.Combine(Directory, "running");

    bool IsHeld()
    {
        if (!File.Exists(LockFile))
            return false;
        try
        {
            // Those who only look do not stand in each other's way.
            using var look = new FileStream(LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
