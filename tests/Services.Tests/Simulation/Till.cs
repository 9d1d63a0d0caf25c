using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Sends the day's requests and keeps a log of its own: what was answered, and nothing else. One that is not answered is sent again,
/// mostly.</summary>
sealed class Till(World world, Day day)
{
    const int MaxMerged = 3;
    readonly List<IReadOnlyList<SourceTransaction>> waiting = [.. day.Requests];
    readonly List<(SourceTransaction Fact, Acceptance Answer)> log = [];

    public IReadOnlyList<(SourceTransaction Fact, Acceptance Answer)> Log => log;

    /// <summary>Everything that was ever sent, answered or not.</summary>
    public IEnumerable<SourceTransaction> Sent => day.Requests.SelectMany(request => request);

    /// <summary>Sends one request, or several that Ingestion merges because they wait at the same moment.</summary>
    public bool Send()
    {
        if (waiting.Count == 0)
            return false;
        var requests = world.Dice.Shuffled(waiting).Take(1 + world.Dice.Below(MaxMerged)).ToList();
        world.Trace?.Add($"a source sends {string.Join(" and ", requests.Select(Describe.Transactions))}");
        if (world.Ingestion.Accept(requests) is not { } answers)
            GiveUpOn(requests);
        else if (world.Dice.OneIn(world.Faults.AnswerLost))
        {
            world.Trace?.Add("  the answer is lost");
            GiveUpOn(requests);
        }
        else
            foreach (var (request, answer) in requests.Zip(answers))
            {
                world.Trace?.Add($"  answered {string.Join(", ", answer)}");
                waiting.Remove(request);
                log.AddRange(request.Zip(answer));
            }
        return true;
    }

    void GiveUpOn(IReadOnlyList<IReadOnlyList<SourceTransaction>> requests)
    {
        foreach (var request in requests)
            if (!day.KeepsTrying && world.Dice.OneIn(5))
                waiting.Remove(request);
    }
}
