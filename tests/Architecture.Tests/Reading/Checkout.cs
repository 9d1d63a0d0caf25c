namespace AccountingSync.Architecture.Tests.Reading;

/// <summary>The files of this repository as they lie on the disk, without what builds and runs leave behind.</summary>
static class Checkout
{
    static readonly HashSet<string> LeftBehind = new(StringComparer.Ordinal)
    {
        ".git",
        ".local",
        ".vs",
        ".idea",
        "artifacts",
        "bin",
        "obj",
        "node_modules",
        "TestResults",
        "deploy/secrets",
    };

    static readonly Lazy<IReadOnlyList<string>> All = new(() => [.. Walk(string.Empty).Order(StringComparer.Ordinal)]);

    public static string Root { get; } = FindRoot();

    /// <summary>Paths below the root, with slashes, sorted.</summary>
    public static IReadOnlyList<string> Files => All.Value;

    public static IEnumerable<string> FilesIn(string folder, string extension = "") =>
        Files.Where(path =>
            path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) && path.EndsWith(extension, StringComparison.Ordinal)
        );

    public static string Absolute(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string path) => File.ReadAllText(Absolute(path));

    public static bool Exists(string path) => File.Exists(Absolute(path)) || Directory.Exists(Absolute(path));

    static IEnumerable<string> Walk(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Absolute(folder)))
        {
            var name = Path.GetFileName(entry);
            var path = folder.Length == 0 ? name : $"{folder}/{name}";
            if (LeftBehind.Contains(name) || LeftBehind.Contains(path))
                continue;
            if (!Directory.Exists(entry))
                yield return path;
            else
                foreach (var inner in Walk(path))
                    yield return inner;
        }
    }

    static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "AccountingSync.sln")))
                return folder;
        throw new InvalidOperationException("These tests read the repository, so they must run below the folder of AccountingSync.sln.");
    }
}
