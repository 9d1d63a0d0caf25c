using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>What a platform's answers mean: what becomes of the pushes, and what is told of those that could be recorded. Pure.</summary>
/// <param name="outcomes">One for each push, in their order.</param>
sealed class PushAnswers(IReadOnlyList<Push> pushes, IReadOnlyList<WriteOutcome> outcomes, DateTimeOffset now)
{
    public IReadOnlyList<PushResult> Results { get; } = [.. pushes.Select((push, i) => PushResult.Of(push, outcomes[i], now))];

    public IReadOnlyList<WrittenEntry> Written(IReadOnlySet<Guid> recorded) =>
        [.. Documents().Where(pair => recorded.Contains(pair.Push.Id)).Select(pair => PushNews.Written(pair.Push, pair.Document, now))];

    /// <summary>Documents that say something else than was sent.</summary>
    public IEnumerable<(Push Push, PlatformDocument Document)> Differing(IReadOnlySet<Guid> recorded)
    {
        var differing = Results.Where(result => result is { State: "written", Version: null }).Select(result => result.Push.Id).ToHashSet();
        return Documents().Where(pair => differing.Contains(pair.Push.Id) && recorded.Contains(pair.Push.Id));
    }

    public IReadOnlyList<RefusedEntry> Refused(IReadOnlySet<Guid> recorded) =>
        [.. In("refused", recorded).Select(result => PushNews.Refused(result.Push, result.Reason!, now))];

    public IReadOnlyList<PushOutcomeUnknown> Unknown(IReadOnlySet<Guid> recorded) =>
        [.. In("unknown", recorded).Select(result => PushNews.Unknown(result.Push, result.Reason!))];

    /// <summary>What did not go its ordinary way and is told to whoever reads the log.</summary>
    public IEnumerable<PushResult> ForPeople(IReadOnlySet<Guid> recorded) => In("refused", recorded).Concat(In("unknown", recorded));

    IEnumerable<PushResult> In(string state, IReadOnlySet<Guid> recorded) =>
        Results.Where(result => result.State == state && recorded.Contains(result.Push.Id));

    IEnumerable<(Push Push, PlatformDocument Document)> Documents()
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
