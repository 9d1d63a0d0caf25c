namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Looks for a text that fits some globs and not others: all of them are walked through at once, letter by letter, the shortest text first. Where
/// no text is found and no bound was met, there is none.</summary>
static class GlobTexts
{
    const int MostPlaces = 5_000;

    /// <param name="accepts">What else must be true of the text. It has one letter at least: an empty one is read as missing, see <see cref="Field.Text"/>.</param>
    /// <returns>A text; or none, and whether that is sure.</returns>
    public static (string? Text, bool IsNone) Find(IReadOnlyList<(string Pattern, bool Fits)> globs, Func<string, bool> accepts)
    {
        var letters = Letters(globs.Select(glob => glob.Pattern));
        var start = globs.Select(glob => Reached(glob.Pattern, [0])).ToArray();
        var seen = new HashSet<string> { Key(start) };
        var open = new Queue<(int[][] Places, string Text)>([(start, "")]);
        var isNone = true;
        while (open.TryDequeue(out var at))
        {
            foreach (var letter in letters)
            {
                var next = globs.Select((glob, i) => After(glob.Pattern, at.Places[i], letter)).ToArray();
                var text = at.Text + letter;
                if (globs.Select((glob, i) => next[i].Contains(glob.Pattern.Length) == glob.Fits).All(fits => fits))
                {
                    isNone = false;
                    if (accepts(text))
                        return (text, false);
                }
                if (text.Length == TransactionRules.MaxText || seen.Count == MostPlaces)
                    isNone = false;
                else if (seen.Add(Key(next)))
                    open.Enqueue((next, text));
            }
        }
        return (null, isNone);
    }

    /// <summary>Those that some pattern names, and one that none does.</summary>
    static List<char> Letters(IEnumerable<string> patterns)
    {
        var named = patterns.SelectMany(pattern => pattern).Where(letter => letter is not ('*' or '?')).Distinct().ToList();
        var other = Enumerable.Range('a', 26).Concat(Enumerable.Range('A', 26)).Concat(Enumerable.Range('\u00e0', 200)).Select(code => (char)code);
        return [.. named, .. other.Except(named).Take(1)];
    }

    /// <summary>The places in the pattern to which one more letter leads.</summary>
    static int[] After(string pattern, int[] places, char letter) =>
        Reached(
            pattern,
            places
                .Where(place => place < pattern.Length)
                .SelectMany(place =>
                    pattern[place] == '*' ? [place]
                    : pattern[place] == '?' || pattern[place] == letter ? new[] { place + 1 }
                    : []
                )
        );

    /// <summary>With those behind a star, which may stand for nothing.</summary>
    static int[] Reached(string pattern, IEnumerable<int> places)
    {
        var reached = new SortedSet<int>();
        foreach (var place in places)
        {
            var at = place;
            reached.Add(at);
            while (at < pattern.Length && pattern[at] == '*')
                reached.Add(++at);
        }
        return [.. reached];
    }

    static string Key(int[][] places) => string.Join(';', places.Select(one => string.Join(',', one)));
}
