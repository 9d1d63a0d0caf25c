namespace AccountingSync.Services.Tests.Sources;

/// <summary>Golden files of a vendor: events in documented/ and derived/, beside them what each comes to. Run with
/// <c>ACCOUNTINGSYNC_ACCEPT=1</c> to write the expectations anew, then read what changed.</summary>
/// <param name="extension">Of the events' files.</param>
public sealed class VendorFiles(string vendor, string extension = "json")
{
    readonly string folder = Path.Combine(TestFiles.Root, "tests", "Services.Tests", "Sources", vendor);

    /// <summary>From the vendor's folder: documented/a.json, derived/b.json …</summary>
    public IEnumerable<string> Events() =>
        new[] { "documented", "derived" }
            // Of some vendors there is no documented event that may be copied.
            .Where(kind => Directory.Exists(Path.Combine(folder, kind)))
            .SelectMany(kind => Directory.GetFiles(Path.Combine(folder, kind), $"*.{extension}").Select(file => $"{kind}/{Path.GetFileName(file)}"))
            .Order(StringComparer.Ordinal);

    /// <param name="name">Without folder and extension.</param>
    public string Derived(string name) => $"derived/{name}.{extension}";

    public byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(folder, file));

    /// <param name="place">Where the expectations lie, and how their names end, as in expected/*.json.</param>
    public void Expect(string place, string file, string actual)
    {
        var golden = Golden(place, file);
        if (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ACCEPT") == "1")
            File.WriteAllText(golden, actual);
        Assert.That(actual, Is.EqualTo(File.ReadAllText(golden)));
    }

    public void ExpectNothingElse(string place, IEnumerable<string> files) =>
        Assert.That(
            Directory.GetFiles(Path.GetDirectoryName(Golden(place, "any"))!),
            Is.EquivalentTo(files.Select(file => Golden(place, file))),
            "every expectation has its event"
        );

    string Golden(string place, string file) =>
        Path.Combine(folder, place.Replace("*", Path.GetFileNameWithoutExtension(file), StringComparison.Ordinal));
}
