using System.Text.RegularExpressions;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Names that become parts of addresses, files and topics.</summary>
static partial class ShortName
{
    /// <exception cref="CommandFailedException">It is none.</exception>
    public static string Checked(string name) =>
        Pattern().IsMatch(name)
            ? name
            : throw new CommandFailedException(
                $"'{name}' cannot be a name: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter or digit."
            );

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
