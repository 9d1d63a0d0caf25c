using AccountingSync.Accounting;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.LedgerWriter.Audit;

/// <summary>Seals what was posted, off the hot path, in batches. An entry is tamper-evident from its seal on: a few seconds after posting.</summary>
sealed class Sealer([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time, ILogger<Sealer> log) : BackgroundService
{
    const int EntriesPerSeal = 1_000;
    static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var organisation in await SealStore.Organisations(database, stoppingToken))
                    await SealOrReport(organisation, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Sealing waits: {Fault}", fault.Message);
            }
        }
    }

    async Task SealOrReport(string organisation, CancellationToken stop)
    {
        try
        {
            await SealAll(organisation, stop);
        }
        catch (InvalidDataException broken)
        {
            // One organisation's damaged books must not keep the others from being posted and sealed. The audit reports it as well.
            log.LogCritical("The books of {Organisation} cannot be sealed any further: {Damage}", organisation, broken.Message);
        }
    }

    /// <summary>Seals all that is settled now.</summary>
    public async Task SealAll(string organisation, CancellationToken stop)
    {
        var settled = await SealStore.SettledSeq(database, organisation, stop);
        while (await SealOne(organisation, settled, stop) == EntriesPerSeal) { }
    }

    async Task<int> SealOne(string organisation, long settled, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        // Two sealers at once take turns; the second finds nothing left to do.
        await SealStore.LockChain(session, stop);
        var last = await SealStore.Last(session, stop);
        var entries = await SealStore.Entries(session, last?.LastSeq ?? SealStore.BeforeAll, settled, EntriesPerSeal, stop);
        if (entries.Count == 0)
            return 0;
        var previous = last?.Hash ?? AuditChain.Beginning(organisation);
        var number = (last?.Number ?? 0) + 1;
        var seal = new SealRow(number, entries[0].Seq, entries[^1].Seq, entries.Count, previous, AuditChain.Seal(previous, number, entries));
        await SealStore.Store(session, seal, time.GetUtcNow(), stop);
        Failpoint.Hit("seal.before-commit");
        await session.Commit(stop);
        return entries.Count;
    }
}
