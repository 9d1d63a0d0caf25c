using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>Operator keys of the local system's organisations, one file each that only its owner can read. Whoever may read the
/// system's own file may do everything in it, so a missing key is simply made.</summary>
sealed class RememberedKeys(Installation installation)
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const string KeyName = "command-line";

    public async Task<string> For(string organisation, SystemFile system, CancellationToken stop)
    {
        var file = FileOf(organisation);
        if (File.Exists(file))
            return (await File.ReadAllTextAsync(file, stop)).Trim();
        using var setUp = new SetUp(system);
        var key = await setUp.AddKey(organisation, "operator", KeyName, stop);
        Remember(organisation, key);
        return key;
    }

    public void Remember(string organisation, string key)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(organisation))!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        using var writer = new StreamWriter(FileOf(organisation), options);
        writer.Write(key);
    }

    string FileOf(string organisation) => Path.Combine(installation.Directory, "secrets", "api-keys", Path.GetFileName(organisation));
}
