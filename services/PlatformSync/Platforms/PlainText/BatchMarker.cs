using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>The comment that ends a batch: its number, and a hash over the batch and all batches before it.</summary>
/// <param name="Journal">In the beancount file: the hash of the journal's batch that this one was made from.</param>
sealed partial record BatchMarker(int Number, int Entries, string Hash, string? Journal)
{
    public string Line =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"; batch {Number}, {Entries} entries, sha256 {Hash}{(Journal is null ? "" : ", journal " + Journal)}\n"
        );

    public static BatchMarker? Parse(string line)
    {
        var match = Form().Match(line);
        if (!match.Success)
            return null;
        var journal = match.Groups["journal"];
        return new(
            int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture),
            int.Parse(match.Groups["entries"].Value, CultureInfo.InvariantCulture),
            match.Groups["hash"].Value,
            journal.Success ? journal.Value : null
        );
    }

    [GeneratedRegex(
        "^; batch (?<number>[0-9]{1,9}), (?<entries>[0-9]{1,9}) entries, sha256 (?<hash>[0-9a-f]{64})(, journal (?<journal>[0-9a-f]{64}))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
