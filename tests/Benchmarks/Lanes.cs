using AccountingSync.Benchmarks.Backfill;
using AccountingSync.Benchmarks.Comparators;
using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Match;
using AccountingSync.Benchmarks.Rules;

namespace AccountingSync.Benchmarks;

/// <summary>What is measured in each run, by name. The full ledger is not among them: it is filled once, on a system of its own.</summary>
static class Lanes
{
    public static readonly IReadOnlyDictionary<string, Func<BenchRun, CancellationToken, Task>> OfEachRun = new Dictionary<
        string,
        Func<BenchRun, CancellationToken, Task>
    >
    {
        ["live"] = LiveLane.Run,
        ["backfill"] = BackfillLane.Run,
        ["rules"] = RulesLane.Run,
        ["plain_consumer"] = PlainConsumerLane.Run,
        ["batch_consumer"] = BatchConsumerLane.Run,
        ["unnest"] = UnnestCeiling.Run,
        ["copy"] = CopyCeiling.Run,
        ["hledger"] = HledgerBalance.Run,
        ["raw_amqp"] = RawAmqp.Run,
        ["match"] = MatchLane.Run,
    };
}
