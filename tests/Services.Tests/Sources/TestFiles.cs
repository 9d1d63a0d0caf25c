namespace AccountingSync.Services.Tests;

/// <summary>Reads the files that lie beside the tests, from the source tree.</summary>
static class TestFiles
{
    /// <param name="path">From tests/Services.Tests.</param>
    public static byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Root, "tests", "Services.Tests", path));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, "tests", "Services.Tests", path));

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AccountingSync.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds AccountingSync.sln.");
    }
}
