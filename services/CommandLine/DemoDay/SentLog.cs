namespace AccountingSync.CommandLine.DemoDay;

/// <summary>What was sent through the doors, in the senders' own words. The checks compare the system with this and with nothing
/// that the system says about itself.</summary>
sealed class SentLog
{
    readonly Lock gate = new();
    readonly Dictionary<(string Source, string Id, int Revision), SentTransaction> expected = [];
    readonly Dictionary<string, int> byDoor = [];
    readonly List<DoorAnswer> answers = [];

    /// <summary>Every transaction that some door took, once.</summary>
    public IReadOnlyCollection<SentTransaction> Expected
    {
        get
        {
            lock (gate)
                return [.. expected.Values];
        }
    }

    public IReadOnlyDictionary<string, int> ByDoor => byDoor;

    /// <summary>Answers that a door had to give, and gave or not.</summary>
    public IReadOnlyList<DoorAnswer> Answers
    {
        get
        {
            lock (gate)
                return [.. answers];
        }
    }

    /// <summary>Transactions that were sent once more than needed.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Transactions that had to be refused as invalid.</summary>
    public int Invalid { get; private set; }

    /// <summary>Transactions that said something else under a known key.</summary>
    public int Conflicts { get; private set; }

    public int Forged { get; private set; }

    public void Sent(string door, IEnumerable<SentTransaction> transactions)
    {
        lock (gate)
            foreach (var sent in transactions)
            {
                expected.Add((sent.Source, sent.Id, sent.Revision), sent);
                byDoor[door] = byDoor.GetValueOrDefault(door) + 1;
            }
    }

    public void Repeated(int count) => Locked(() => Duplicates += count);

    public void Refused(int count) => Locked(() => Invalid += count);

    public void Conflicted() => Locked(() => Conflicts++);

    public void Forgeries(int count) => Locked(() => Forged += count);

    public void Answered(string what, string wanted, string got) => Locked(() => answers.Add(new DoorAnswer(what, wanted, got)));

    void Locked(Action action)
    {
        lock (gate)
            action();
    }
}

/// <param name="Kind">sale, payment …; what no rule maps must be held, everything else posted.</param>
sealed record SentTransaction(string Source, string Id, int Revision, string Kind)
{
    public bool MustBeHeld => Kind is "adjustment" or "transfer";

    /// <summary>A payout is told twice, the second time with what it settles, and makes one entry: of the revision that came first.</summary>
    public bool HasOneEntryForTwo => Kind == "payout";

    public bool MakesNoEntry => MustBeHeld || (HasOneEntryForTwo && Revision > 1);

    public static SentTransaction Of(DemoTransaction transaction) => new(transaction.Source, transaction.Id, transaction.Revision, transaction.Kind);
}

/// <summary>What a door had to answer to something that it must not simply take.</summary>
sealed record DoorAnswer(string What, string Wanted, string Got)
{
    public bool AsWanted => Wanted == Got;
}
