using System.Security.Cryptography;
using System.Text;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>Files that were examined a moment ago, so that a preview of many pages reads, proves and tests its file once.</summary>
public sealed class ExaminedSets
{
    const int Most = 16;

    readonly Lock locked = new();

    // The last one that was asked for first.
    readonly LinkedList<(string Key, RuleSet? Set, IReadOnlyList<string> Errors)> recent = [];

    /// <returns>As <see cref="RuleSetExamination.Of"/>.</returns>
    public (RuleSet? Set, IReadOnlyList<string> Errors) Of(string content, string fileName, CancellationToken stop)
    {
        // The errors name the file.
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{fileName}\n{content}")));
        lock (locked)
        {
            if (recent.FirstOrDefault(one => one.Key == key) is { Key: not null } known)
            {
                recent.Remove(known);
                recent.AddFirst(known);
                return (known.Set, known.Errors);
            }
        }
        var (set, errors) = RuleSetExamination.Of(content, fileName, stop);
        lock (locked)
        {
            if (recent.All(one => one.Key != key))
                recent.AddFirst((key, set, errors));
            while (recent.Count > Most)
                recent.RemoveLast();
        }
        return (set, errors);
    }
}
