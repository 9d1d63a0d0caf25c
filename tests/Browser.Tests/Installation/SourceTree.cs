namespace AccountingSync.Browser.Tests.Installation;

/// <summary>The checkout that the tests were built from.</summary>
static class SourceTree
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "AccountingSync.sln")))
                return directory.FullName;
        throw new InvalidOperationException("The tests must run from within the checkout: AccountingSync.sln was not found above them.");
    }
}
