using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Accounting.Rules;

/// <summary>The fingerprint of a rule set's text, stamped on every entry that it makes.</summary>
public static class RuleSetHash
{
    /// <summary>SHA-256 in lower-case hex. Line ends, a byte order mark, blanks at line ends and empty lines at the end
    /// do not count: an editor may change those without anybody's intention.</summary>
    public static string Of(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        var normalised = string.Join('\n', lines).TrimEnd('\n') + "\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalised)));
    }
}
