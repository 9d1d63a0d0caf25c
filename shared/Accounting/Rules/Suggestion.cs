namespace AccountingSync.Accounting.Rules;

/// <summary>Finds the word that was probably meant, for error messages.</summary>
public static class Suggestion
{
    /// <summary>Letters: the time that comparing takes grows with their square, and nobody misspells a name that long.</summary>
    const int LongestWord = 100;

    /// <summary>"Did you mean 'gross'?" when one of the known words is close, otherwise the list of them.</summary>
    public static string For(string word, IReadOnlyCollection<string> known)
    {
        if (word.Length > LongestWord)
            return OneOf(known);
        var allowed = Math.Max(1, word.Length / 3);
        var best = known.Select(candidate => (candidate, distance: Distance(word, candidate))).OrderBy(pair => pair.distance).FirstOrDefault();
        return best.candidate is not null && best.distance <= allowed ? $"Did you mean '{best.candidate}'?" : OneOf(known);
    }

    static string OneOf(IReadOnlyCollection<string> known) => $"Use one of: {string.Join(", ", known)}.";

    /// <summary>How many letters must be inserted, deleted or replaced (Levenshtein).</summary>
    static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
