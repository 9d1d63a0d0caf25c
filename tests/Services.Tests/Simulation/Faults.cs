using AccountingSync.Integration.Tests.Faults;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>How often what goes wrong, each as one in so many. Every seed has its own weather.</summary>
sealed record Faults
{
    const int Never = int.MaxValue;

    /// <summary>A service dies at one of its steps.</summary>
    public int Crash { get; init; } = Never;

    /// <summary>The broker confirms a message and loses it.</summary>
    public int Drop { get; init; } = Never;
    public int Duplicate { get; init; } = Never;

    /// <summary>The broker does not confirm; it may have taken the message or not.</summary>
    public int Unconfirmed { get; init; } = Never;

    /// <summary>A queue does not hand out its first message.</summary>
    public int Reorder { get; init; } = Never;

    /// <summary>The broker loses all its data, in one step out of so many.</summary>
    public int Wipe { get; init; } = Never;

    /// <summary>A source does not hear the answer.</summary>
    public int AnswerLost { get; init; } = Never;

    /// <summary>The platform does something else than to write and say so.</summary>
    public int Platform { get; init; } = Never;

    /// <summary>A worker loses the turn to push and does not know it yet.</summary>
    public int TurnLost { get; init; } = Never;

    /// <summary>Transformation sends an entry of the books again, saying something else, in one step out of so many.</summary>
    public int Contradiction { get; init; } = Never;

    public static Faults None { get; } = new();

    public static Faults Drawn(Dice dice) =>
        new()
        {
            Crash = dice.Pick([Never, 200, 60, 25]),
            Drop = dice.Pick([Never, 60, 15]),
            Duplicate = dice.Pick([Never, 20, 5]),
            Unconfirmed = dice.Pick([Never, 40, 10]),
            Reorder = dice.Pick([Never, 4, 2]),
            Wipe = dice.Pick([Never, 300, 100]),
            AnswerLost = dice.Pick([Never, 10, 3]),
            Platform = dice.Pick([Never, 5, 2]),
            Contradiction = dice.Pick([Never, Never, 200]),
            TurnLost = dice.Pick([Never, 100, 30]),
        };
}

/// <summary>A protection that is left out on purpose, to show that the oracle would notice.</summary>
enum Without
{
    Nothing,

    /// <summary>Services handle whatever is delivered.</summary>
    Inbox,

    /// <summary>And the ledger has no unique key.</summary>
    InboxAndNaturalKey,

    /// <summary>A push without an answer is sent again at once.</summary>
    LookUp,

    /// <summary>A message leaves the outbox for good once the broker has confirmed it.</summary>
    Republishing,

    /// <summary>A message leaves the outbox before the broker has confirmed it.</summary>
    Confirms,

    /// <summary>A sale does not look for refunds that came before it.</summary>
    WakingRefunds,

    /// <summary>A payout does not look for entries that wait for it.</summary>
    GatheringPayouts,

    /// <summary>What is summed up is not marked, so that a later document takes it once more.</summary>
    MarkingSummed,

    /// <summary>Each revision gets its day by the clock that is set when it comes.</summary>
    KeepingDays,
}

/// <summary>A service dies here: its session and its memory are gone, its committed rows are not.</summary>
sealed class Crash(string place) : Exception(place);
