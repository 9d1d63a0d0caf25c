namespace AccountingSync.Messaging;

/// <summary>Decides how long the batch lane rests after a turn, from how late live items come through beside it. Doubles the rest when they
/// are later than usual and lessens it slowly when they are not; without live items there is none. Pure.</summary>
sealed class RestAfterTurns
{
    /// <summary>Later than twice the usual and this has been kept waiting.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    /// <summary>Taken for usual until there were live items without the batch lane beside them.</summary>
    static readonly TimeSpan UsualAtFirst = TimeSpan.FromMilliseconds(50);

    /// <summary>Weight of one item in what is usual: some hundred items make it.</summary>
    const double OneAmongMany = 0.02;

    /// <summary>As parts of the turn: a quarter at first, and never less work than a turn in sixteen.</summary>
    const double First = 0.25;
    const double Most = 15;
    const double Lessening = 0.9;

    TimeSpan usual = UsualAtFirst;
    TimeSpan sum;
    int count;
    double parts;

    /// <summary>A live item that came through when the batch lane was idle.</summary>
    public void NoteAlone(TimeSpan age) => usual += (age - usual) * OneAmongMany;

    /// <summary>One that came through beside the batch lane.</summary>
    public void NoteBeside(TimeSpan age)
    {
        sum += age;
        count++;
    }

    /// <param name="took">How long the turn took.</param>
    public TimeSpan After(TimeSpan took)
    {
        if (count == 0)
            parts /= 2;
        else if (sum / count > 2 * usual + Slack)
            parts = Math.Min(Most, Math.Max(First, parts * 2));
        else
            parts *= Lessening;
        if (parts < First / 2)
            parts = 0;
        (sum, count) = (TimeSpan.Zero, 0);
        return took * parts;
    }
}
