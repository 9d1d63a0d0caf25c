using System.Diagnostics.Metrics;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.CorrectSources;

static class CorrectionMetrics
{
    static readonly Counter<long> Ended = Telemetry.Meter.CreateCounter<long>("accountingsync.corrections.ended", "{correction}", "By state");

    /// <summary>Counts when it is committed.</summary>
    /// <param name="state">corrected, already_so, refused, changed, altered or parked.</param>
    public static void Count(Session session, string state) =>
        session.AfterCommit(() => Ended.Add(1, new KeyValuePair<string, object?>("state", state)));
}
