namespace AccountingSync.Accounting.Tests.Transactions;

/// <summary>Finds files that lie beside the tests.</summary>
static class SourceTree
{
    public static string Path(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AccountingSync.sln")))
                return System.IO.Path.Combine(folder.FullName, path);
        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds AccountingSync.sln.");
    }
}
