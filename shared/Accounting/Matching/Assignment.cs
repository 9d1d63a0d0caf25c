namespace AccountingSync.Accounting.Matching;

/// <summary>Lines that may belong together, by their numbers in <see cref="Lines"/>: books first, each side in the order of numbers.</summary>
/// <param name="IsContested">References tell, and do not tell enough.</param>
sealed record Assignment(int[] Members, MatchRule Rule, IReadOnlyList<string> References, bool IsContested = false)
{
    public static Assignment Of(int books, int bank, MatchRule rule) => new([books, bank], rule, []);
}

/// <summary>Both sides under one numbering: those of the books first.</summary>
sealed class Lines(IReadOnlyList<MatchLine> books, IReadOnlyList<MatchLine> bank)
{
    public int Count => books.Count + bank.Count;
    public int OfBooks => books.Count;

    public MatchLine this[int number] => number < books.Count ? books[number] : bank[number - books.Count];

    public bool IsOfBooks(int number) => number < books.Count;

    /// <summary>The same whatever the order of the input: by day, amount, and what tells two lines apart.</summary>
    public int Compare(int one, int other)
    {
        var (first, second) = (this[one], this[other]);
        var order = first.Date.CompareTo(second.Date);
        if (order == 0)
            order = first.Amount.CompareTo(second.Amount);
        if (order == 0)
            order = first.Side.CompareTo(second.Side);
        return order == 0 ? string.CompareOrdinal(first.Id, second.Id) : order;
    }

    public decimal Difference(IEnumerable<int> members) => members.Sum(member => IsOfBooks(member) ? -this[member].Amount : this[member].Amount);

    public string Key(IEnumerable<int> members) =>
        MatchKey.Of(
            members.Where(IsOfBooks).Select(member => this[member].Id),
            members.Where(member => !IsOfBooks(member)).Select(member => this[member].Id)
        );

    public bool AreNear(int one, int other, int days) => Math.Abs(this[one].Date.DayNumber - this[other].Date.DayNumber) <= days;

    public LineMatch ToMatch(Assignment assignment, MatchConfidence confidence, int alternatives)
    {
        // Nearly all are pairs.
        if (assignment.Members is [var one, var other])
            return new LineMatch(
                assignment.Rule,
                confidence,
                [this[one]],
                [this[other]],
                assignment.References,
                Math.Abs(this[one].Date.DayNumber - this[other].Date.DayNumber),
                alternatives
            );
        var ordered = assignment.Members.Order(Comparer<int>.Create(Compare)).ToList();
        var (ours, theirs) = (
            ordered.Where(IsOfBooks).Select(member => this[member]).ToList(),
            ordered.Where(member => !IsOfBooks(member)).Select(member => this[member]).ToList()
        );
        var apart = Math.Max(
            Math.Abs(ours[^1].Date.DayNumber - theirs[0].Date.DayNumber),
            Math.Abs(theirs[^1].Date.DayNumber - ours[0].Date.DayNumber)
        );
        return new LineMatch(assignment.Rule, confidence, ours, theirs, assignment.References, apart, alternatives);
    }
}
