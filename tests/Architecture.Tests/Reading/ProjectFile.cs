using System.Xml.Linq;

namespace AccountingSync.Architecture.Tests.Reading;

/// <param name="References">Names of the projects that it references.</param>
/// <param name="Packages">Names of the packages that it references, without those that every project has.</param>
sealed record ProjectFile(string Name, string Path, IReadOnlyList<string> References, IReadOnlyList<string> Packages, XDocument Xml)
{
    public string Folder { get; } = Path[..Path.LastIndexOf('/')];

    public bool IsService => Path.StartsWith("services/", StringComparison.Ordinal);
    public bool IsShared => Path.StartsWith("shared/", StringComparison.Ordinal);
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public IEnumerable<SourceFile> Sources => SourceFile.All.Where(file => file.Path.StartsWith(Folder + "/", StringComparison.Ordinal));

    public static IReadOnlyList<ProjectFile> All { get; } =
    [.. Checkout.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(Load)];

    public static ProjectFile Named(string name) => All.Single(project => project.Name == name);

    public override string ToString() => Path;

    static ProjectFile Load(string path)
    {
        var xml = XDocument.Parse(Checkout.Read(path));
        IReadOnlyList<string> Included(string element) => [.. xml.Descendants(element).Select(item => item.Attribute("Include")!.Value)];
        return new ProjectFile(
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            [.. Included("ProjectReference").Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            Included("PackageReference"),
            xml
        );
    }
}
