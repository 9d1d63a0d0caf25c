using System.Diagnostics.Metrics;
using AccountingSync.Accounting.Rules;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.Held;

/// <summary>How many transactions are held now, of all organisations, by reason code. One organisation after the other, since no session
/// sees the rows of two; what is held is encrypted, so each that has any has data keys.</summary>
sealed class HeldGauge([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, DataKeys keys, TimeProvider time, ILogger<HeldGauge> log)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    volatile IReadOnlyDictionary<string, long>? counted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Telemetry.Meter.CreateObservableGauge(
            "accountingsync.transactions.waiting",
            Measure,
            "{transaction}",
            "Source transactions that are held at this moment, by reason code"
        );
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                counted = await Count(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogDebug("What is held cannot be counted now: {Fault}", fault.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Nothing until it has been counted once; then every code, so that one of which the last was retried goes down to zero.</summary>
    IEnumerable<Measurement<long>> Measure() =>
        counted is { } counts
            ? HeldReason.All.Select(code => new Measurement<long>(counts.GetValueOrDefault(code), new KeyValuePair<string, object?>("code", code)))
            : [];

    async Task<IReadOnlyDictionary<string, long>> Count(CancellationToken stop)
    {
        var sum = new Dictionary<string, long>();
        foreach (var organisation in await keys.Organisations(stop))
        {
            await using var session = await Session.Begin(database, organisation, stop);
            foreach (var (code, count) in await HeldQuery.Counts(session, stop))
                sum[code] = sum.GetValueOrDefault(code) + count;
        }
        return sum;
    }
}
