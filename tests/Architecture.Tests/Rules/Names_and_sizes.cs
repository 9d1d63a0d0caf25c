using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Rules;

[TestFixture]
public sealed partial class Names_and_sizes
{
    const int MaxLines = 300;

    static readonly string[] SayNothing =
    [
        "Common",
        "Core",
        "Utils",
        "Util",
        "Utilities",
        "Helpers",
        "Base",
        "Infrastructure",
        "BuildingBlocks",
        "Misc",
    ];

    [GeneratedRegex(@"(Manager|Helpers?|Utils?|Utilit(y|ies)|Processor)$")]
    private static partial Regex SaysNothingEither();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum) (\w+)")]
    private static partial Regex TypeName();

    static readonly string[] Written = [".cs", ".sql", ".sh", ".cshtml", ".razor", ".css", ".yml", ".csproj", ".props"];

    static bool IsWritten(string path) =>
        (Written.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)) || !Path.GetFileName(path).Contains('.'))
        && !path.Contains("/lib/", StringComparison.Ordinal);

    [Test]
    public void folders_and_projects_are_named_by_what_they_are() =>
        Breaches.None(
            from path in Checkout.Files
            from folder in path.Split('/')[..^1]
            where SayNothing.Contains(folder, StringComparer.OrdinalIgnoreCase) || SaysNothingEither().IsMatch(folder)
            select path,
            "A folder that is called Common or Helpers collects whatever nobody wanted to name."
        );

    [Test]
    public void types_are_named_by_what_they_are() =>
        Breaches.None(
            from file in SourceFile.All
            from name in TypeName().Matches(file.Code).Select(match => match.Groups[1].Value).Append(file.Name)
            where SayNothing.Contains(name) || SaysNothingEither().IsMatch(name)
            select $"{file.Path}: {name}",
            "A Manager manages, a Helper helps: the name says nothing. Use the field's words (docs/words.md)."
        );

    [Test]
    public void no_file_is_longer_than_300_lines() =>
        Breaches.None(
            from path in Checkout.Files
            where IsWritten(path)
            let lines = Checkout.Read(path).AsSpan().Count('\n')
            where lines > MaxLines
            select $"{path}: {lines}",
            "One idea per file."
        );

    [Test]
    public void a_file_is_named_for_a_type_in_it() =>
        Breaches.None(
            from file in SourceFile.In("shared").Concat(SourceFile.In("services"))
            where
                file.Name is not ("Program" or "Usings" or "AssemblyInfo" or "GlobalUsings")
                && !file.Path.EndsWith(".cshtml.cs", StringComparison.Ordinal)
            where file.Name != file.Path.Split('/')[1] // The project's own file: ServiceDefaults.cs holds ServiceHost.
            let types = TypeName().Matches(file.Code).Select(match => match.Groups[1].Value).ToList()
            where
                types.Count == 1
                && !file.Name.StartsWith(types[0], StringComparison.Ordinal)
                && !types[0].StartsWith(file.Name, StringComparison.Ordinal)
            select $"{file.Path} holds {types[0]}",
            "A reader looks for a type where its name says that it is."
        );

    [Test]
    public void no_unfinished_work_is_left_in_the_code() =>
        Breaches.None(
            from file in SourceFile.All
            where Regex.IsMatch(file.Whole, @"\bTO" + @"DO\b|\bFIX" + @"ME\b|NotImplemented" + "Exception")
            select file.Path,
            "What is missing stands in an issue, not in the code."
        );
}
