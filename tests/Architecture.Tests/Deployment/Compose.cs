using System.Text.RegularExpressions;
using AccountingSync.Architecture.Tests.Reading;

namespace AccountingSync.Architecture.Tests.Deployment;

/// <summary>docker-compose.yml as blocks of text, one per service; the file keeps to a form that this suffices for.</summary>
static partial class Compose
{
    public static string Text { get; } = Checkout.Read("docker-compose.yml");

    public static IReadOnlyDictionary<string, string> Services { get; } = Blocks("services");

    public static IReadOnlyCollection<string> Volumes => [.. Blocks("volumes").Keys];

    /// <summary>The files that are mounted as secrets, by the name under which containers see them.</summary>
    public static IReadOnlyCollection<string> SecretTargets { get; } =
    [.. Regex.Matches(Text, @"target: ([\w.-]+)").Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"^  (?<name>[\w-]+):(?<block>.*\n(?:(?: {3,}.*)?\n)*)", RegexOptions.Multiline)]
    private static partial Regex Block();

    static Dictionary<string, string> Blocks(string section)
    {
        var start = Text.IndexOf($"\n{section}:\n", StringComparison.Ordinal) + section.Length + 3;
        var end = Regex.Match(Text[start..], @"^\w", RegexOptions.Multiline) is { Success: true } next ? start + next.Index : Text.Length;
        return Block().Matches(Text[start..end] + "\n").ToDictionary(match => match.Groups["name"].Value, match => match.Groups["block"].Value);
    }
}
