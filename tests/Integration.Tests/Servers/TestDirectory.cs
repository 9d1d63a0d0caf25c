using System.Globalization;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests;

/// <summary>A directory of this test process; those of test processes that were killed are swept by the next one.</summary>
sealed class TestDirectory
{
    static readonly string Prefix = $"accountingsync-tests-{Environment.UserName}-";

    TestDirectory(string path) => Path = path;

    public string Path { get; }

    public static TestDirectory Create()
    {
        foreach (var old in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(IsAbandoned))
            Sweep(old);
        return new TestDirectory(
            Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}")).FullName
        );
    }

    public void Delete() => Directory.Delete(Path, recursive: true);

    /// <summary>Two test processes that begin together sweep the same: what one takes away the other does not find, and what is left the next one sweeps.</summary>
    static void Sweep(string old)
    {
        try
        {
            Directory.Delete(old, recursive: true);
        }
        catch (IOException fault)
        {
            TestContext.Progress.WriteLine($"{old} is not swept: {fault.Message}");
        }
    }

    static bool IsAbandoned(string path) => !ProcessTable.IsAlive(int.Parse(path[(path.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture));
}
