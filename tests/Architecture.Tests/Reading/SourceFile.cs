using System.Text;
using System.Text.RegularExpressions;

namespace AccountingSync.Architecture.Tests.Reading;

/// <summary>A C# file. <see cref="Code"/> is without comments and without the insides of texts; <see cref="Texts"/> is those insides.</summary>
sealed partial class SourceFile
{
    SourceFile(string path)
    {
        Path = path;
        Whole = Checkout.Read(path);
        (Code, Texts) = Separate(Whole);
    }

    public static IReadOnlyList<SourceFile> All { get; } =
    [.. Checkout.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path))];

    public static IEnumerable<SourceFile> In(string folder) => All.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public string Path { get; }
    public string Whole { get; }
    public string Code { get; }
    public IReadOnlyList<string> Texts { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool Mentions(string pattern) => Regex.IsMatch(Code, $@"\b(?:{pattern})\b");

    public override string ToString() => Path;

    static (string Code, IReadOnlyList<string> Texts) Separate(string text)
    {
        var texts = new List<string>();
        var code = new StringBuilder(text.Length);
        var last = 0;
        foreach (Match match in NotCode().Matches(text))
        {
            code.Append(text, last, match.Index - last).Append(' ');
            last = match.Index + match.Length;
            if (match.Groups["text"] is { Success: true } inside)
                texts.Add(inside.Value);
        }
        code.Append(text, last, text.Length - last);
        return (code.ToString(), texts);
    }

    // In this order: raw texts, verbatim texts, plain texts, characters, comments. Holes of interpolated texts count as text.
    [GeneratedRegex(
        """"
            \$*(?<quotes>"{3,})(?<text>.*?)\k<quotes>(?!")
            | (?:\$@|@\$|@)"(?<text>(?:[^"]|"")*)"
            | \$?"(?<text>(?:[^"\\\n]|\\.)*)"
            | '(?:[^'\\\n]|\\[^\n]{1,9})'
            | //[^\n]*
            | /\*.*?\*/
            """",
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NotCode();
}
