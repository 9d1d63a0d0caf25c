namespace AccountingSync.LocalServers;

/// <summary>Files and directories with their permissions.</summary>
static class UnixFiles
{
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;
    const UnixFileMode Passable =
        OwnerDirectory | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Only the owner enters it.</summary>
    public static string PrivateDirectory(string path) => WithMode(path, OwnerDirectory);

    /// <summary>Everybody may pass through; what lies in it has its own protection.</summary>
    public static string PassableDirectory(string path) => WithMode(path, Passable);

    /// <summary>Never readable by others, not even for the moment between creation and chmod.</summary>
    public static void WriteSecret(string path, string text)
    {
        RefuseWindows();
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    static string WithMode(string path, UnixFileMode mode)
    {
        RefuseWindows();
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        return path;
    }

    static void RefuseWindows()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Private servers need Linux; elsewhere set ACCOUNTINGSYNC_POSTGRES and ACCOUNTINGSYNC_RABBITMQ.");
    }
}
