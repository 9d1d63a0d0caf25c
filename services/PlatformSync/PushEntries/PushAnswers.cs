using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>What a platform's answers mean: what becomes of the pushes, and what is told. Pure.</summary>
sealed record PushAnswers(
    IReadOnlyList<PushResult> Results,
    IReadOnlyList<WrittenEntry> Written,
    IReadOnlyList<RefusedEntry> Refused,
    IReadOnlyList<PushOutcomeUnknown> Unknown
)
{
    /// <param name="outcomes">One for each push, in their order.</param>
    public static PushAnswers Of(IReadOnlyList<Push> pushes, IReadOnlyList<WriteOutcome> outcomes, DateTimeOffset now)
    {
        var results = pushes.Select((push, i) => PushResult.Of(push, outcomes[i], now)).ToList();
        return new PushAnswers(
            results,
            [.. Documents(pushes, outcomes).Select(pair => PushNews.Written(pair.Push, pair.Document, now))],
            [
                .. pushes
                    .Zip(results)
                    .Where(pair => pair.Second.State == "refused")
                    .Select(pair => PushNews.Refused(pair.First, pair.Second.Reason!, now)),
            ],
            [.. pushes.Zip(results).Where(pair => pair.Second.State == "unknown").Select(pair => PushNews.Unknown(pair.First, pair.Second.Reason!))]
        );
    }

    static IEnumerable<(Push Push, PlatformDocument Document)> Documents(IReadOnlyList<Push> pushes, IReadOnlyList<WriteOutcome> outcomes)
    {
        for (var i = 0; i < pushes.Count; i++)
        {
            if (outcomes[i] is WriteOutcome.Created(var created))
                yield return (pushes[i], created);
            else if (outcomes[i] is WriteOutcome.AlreadyThere(var there))
                yield return (pushes[i], there);
        }
    }
}
