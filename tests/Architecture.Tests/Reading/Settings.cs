using System.Text.RegularExpressions;

namespace AccountingSync.Architecture.Tests.Reading;

/// <summary>The settings that the code reads, and those that are given to it.</summary>
static partial class Settings
{
    /// <summary>Read by the framework itself.</summary>
    static readonly string[] OfTheFramework = ["urls", "Logging"];

    [GeneratedRegex(@"^[A-Z]\w*(:\w+)+$|^[A-Z]\w*:$")]
    private static partial Regex Name();

    /// <summary>All texts in the product that look like a setting's name; one that ends in a colon is completed at run time.</summary>
    static readonly HashSet<string> InCode =
    [
        .. from file in SourceFile.All
        where !file.Path.StartsWith("tests/", StringComparison.Ordinal) && !file.Path.StartsWith("shared/LocalServers/", StringComparison.Ordinal)
        from text in file.Texts
        let name = text.Contains('{', StringComparison.Ordinal) ? text[..text.IndexOf('{', StringComparison.Ordinal)] : text
        where Name().IsMatch(name)
        select name,
    ];

    /// <summary>Sections that are bound to a class of options, with the names of its properties.</summary>
    static readonly HashSet<string> Bound =
    [
        .. from file in SourceFile.In("services").Concat(SourceFile.In("shared"))
        from Match section in Regex.Matches(file.Whole, @"Configure<(\w+)>\([^;]*GetSection\(""(\w+)""\)")
        from options in SourceFile.All
        where options.Name == section.Groups[1].Value
        from Match property in Regex.Matches(options.Code, @"public (?:required )?[\w<>?]+ (\w+) \{")
        select $"{section.Groups[2].Value}:{property.Groups[1].Value}",
    ];

    public static bool IsRead(string name) =>
        OfTheFramework.Contains(name.Split(':')[0])
        || InCode.Contains(name)
        || Bound.Contains(name)
        || (
            InCode.Contains(name[..(name.LastIndexOf(':') + 1)])
            && ProjectFile.All.Any(project => project.Name == name[(name.LastIndexOf(':') + 1)..])
        );

    /// <summary>Names in the form of environment variables, "A__B", that a file mentions.</summary>
    public static IEnumerable<string> GivenBy(string path) =>
        Regex.Matches(Checkout.Read(path), @"\b[A-Z]\w*?__\w+").Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct();
}
