namespace AccountingSync.Benchmarks.Results;

/// <summary>Our rate over each comparator's, run by run: absolute figures move with the machine, these less.</summary>
static class Ratios
{
    static readonly (string Name, string Figure)[] Comparators =
    [
        ("plain_consumer", "plain_consumer.posted_per_s"),
        ("batch_consumer", "batch_consumer.posted_per_s"),
        ("unnest", "unnest.entries_per_s"),
        ("copy", "copy.entries_per_s"),
        ("hledger", "hledger.entries_per_s"),
        ("raw_amqp", "raw_amqp.messages_per_s"),
    ];

    public static void Add(Figures figures)
    {
        foreach (var (name, figure) in Comparators)
            figures.AddRatio("ratio.live_to_" + name, "live.posted_per_s", figure);
        figures.AddRatio("ratio.backfill_to_unnest", "backfill.posted_per_s", "unnest.entries_per_s");
        figures.AddRatio("ratio.match_to_sql_join", "match.million.s", "sql_join.million.s");
        figures.AddRatio("ratio.live_p99_beside_backfill_to_idle", "backfill.live_p99_ms", "idle.live_p99_ms");
    }
}
