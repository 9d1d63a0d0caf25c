namespace AccountingSync.CommandLine.Reach;

/// <summary>The organisation that commands mean when none is named: the last one that was made here.</summary>
static class ActiveOrganisation
{
    /// <returns>Null in an empty system.</returns>
    public static string? Read(Installation installation) => File.Exists(FileIn(installation)) ? File.ReadAllText(FileIn(installation)).Trim() : null;

    public static void Write(Installation installation, string organisation) => File.WriteAllText(FileIn(installation), organisation + "\n");

    static string FileIn(Installation installation) => Path.Combine(installation.Directory, "active-organisation");
}
