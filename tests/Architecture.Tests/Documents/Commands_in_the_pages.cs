using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Documents;

/// <summary>What the pages tell people to type.</summary>
[TestFixture]
public sealed partial class Commands_in_the_pages
{
    [GeneratedRegex(@"(?<!\S)--[a-z][a-z-]*")]
    private static partial Regex Option();

    static readonly HashSet<string> Known = [.. SourceFile.In("services/CommandLine").SelectMany(file => file.Texts)];

    [Test]
    public void begin_with_a_verb_that_there_is() =>
        Breaches.None(
            from command in CommandsInCode()
            where !Known.Contains(command.Verb)
            select $"{command.Page}: acsync {command.Verb}",
            "Nobody can type that."
        );

    [Test]
    public void use_options_that_there_are() =>
        Breaches.None(
            from command in CommandsInCode()
            from Match option in Option().Matches(command.Arguments)
            where !Known.Contains(option.Value)
            select $"{command.Page}: acsync {command.Verb} … {option.Value}",
            "Nobody can type that."
        );

    [GeneratedRegex(@"```(?:sh|bash)\n(?<block>.*?)\n```|`(?<span>[^`\n]*(?:\n[^`\n]+)?)`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:^|\s|/)acsync (?<verb>[a-z][a-z-]*)(?<rest>[^\n#|;&]*)", RegexOptions.Multiline)]
    private static partial Regex Typed();

    static IEnumerable<(string Page, string Verb, string Arguments)> CommandsInCode() =>
        from page in Checkout.Files
        where page.EndsWith(".md", StringComparison.Ordinal)
        from Match code in Code().Matches(Checkout.Read(page))
        from Match typed in Typed().Matches(code.Groups["block"].Value + code.Groups["span"].Value)
        select (page, typed.Groups["verb"].Value, typed.Groups["rest"].Value);
}
