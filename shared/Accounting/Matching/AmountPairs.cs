namespace AccountingSync.Accounting.Matching;

/// <summary>Single lines of one amount, currency and window of days, looked up by amount and sorted by day.</summary>
sealed class AmountPairs(Lines lines, MatchRules rules)
{
    /// <param name="open">Numbers of lines that count.</param>
    /// <param name="notProved">Gets those of which not all pairs were looked at.</param>
    public IEnumerable<Assignment> Of(IEnumerable<int> open, ISet<int> notProved)
    {
        var byAmount = open.GroupBy(line => (lines[line].Currency, lines[line].Amount));
        foreach (var equal in byAmount)
        {
            var sides = equal.Order(Comparer<int>.Create(lines.Compare)).ToLookup(lines.IsOfBooks);
            if (!sides.Contains(true) || !sides.Contains(false))
                continue;
            int[] bank = [.. sides[false]];
            var from = 0;
            foreach (var books in sides[true])
            {
                while (from < bank.Length && lines[bank[from]].Date.DayNumber < lines[books].Date.DayNumber - rules.Days)
                    from++;
                var to = from;
                for (; to < bank.Length && lines[bank[to]].Date.DayNumber <= lines[books].Date.DayNumber + rules.Days; to++)
                {
                    if (to - from >= rules.MostPairs)
                        notProved.UnionWith([books, bank[to]]);
                    else if (Names.AreCompatible(lines[books], lines[bank[to]]))
                        yield return Assignment.Of(books, bank[to], Names.Rule(lines[books], lines[bank[to]]));
                }
            }
        }
    }
}
