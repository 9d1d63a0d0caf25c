using AccountingSync.Accounting;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.LedgerWriter.Audit;

/// <param name="Head">Number and hash of the last seal: keep it outside, and a chain cut short tells as well.</param>
/// <param name="Problem">Null when every seal agrees with the entries that it covers.</param>
public sealed record AuditReport(string Organisation, long Seals, long EntriesSealed, long EntriesNotSealedYet, string Head, string? Problem);

/// <summary>Recomputes the whole chain from the entries as they are stored now.</summary>
static class AuditVerification
{
    public static async Task<AuditReport> Verify(NpgsqlDataSource database, string organisation, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var seals = await SealStore.All(session, stop);
        var previous = AuditChain.Beginning(organisation);
        long covered = 0;
        var lastSeq = SealStore.BeforeAll;
        string? problem = null;
        foreach (var (seal, index) in seals.Select((seal, index) => (seal, index)))
        {
            problem = await Check(session, seal, index + 1, previous, lastSeq, stop);
            if (problem is not null)
                break;
            previous = seal.Hash;
            lastSeq = seal.LastSeq;
            covered += seal.Entries;
        }
        var head = seals.Count == 0 ? "0:" : $"{seals[^1].Number}:{Convert.ToHexStringLower(seals[^1].Hash)}";
        return new AuditReport(
            organisation,
            seals.Count,
            covered,
            await SealStore.CountAfter(session, seals.Count == 0 ? SealStore.BeforeAll : seals[^1].LastSeq, stop),
            head,
            problem
        );
    }

    static async Task<string?> Check(Session session, SealRow seal, long expectedNumber, byte[] previous, long lastSeq, CancellationToken stop)
    {
        if (seal.Number != expectedNumber)
            return $"Seal {expectedNumber} is missing.";
        if (!seal.Previous.AsSpan().SequenceEqual(previous))
            return $"Seal {seal.Number} does not follow the one before it.";
        try
        {
            var entries = await SealStore.Entries(session, lastSeq, seal.LastSeq, int.MaxValue, stop);
            if (entries.Count != seal.Entries)
                return $"Seal {seal.Number} covers {seal.Entries} entries (seq {seal.FirstSeq} to {seal.LastSeq}); {entries.Count} are there now.";
            if (entries.Count > 0 && entries[0].Seq != seal.FirstSeq)
                return $"Seal {seal.Number} begins at seq {seal.FirstSeq}; the first entry there is {entries[0].Seq}.";
            return AuditChain.Seal(previous, seal.Number, entries).AsSpan().SequenceEqual(seal.Hash)
                ? null
                : $"Something in entries {seal.FirstSeq} to {seal.LastSeq} was changed after seal {seal.Number}.";
        }
        catch (InvalidDataException broken)
        {
            return $"Within seal {seal.Number}: {broken.Message}";
        }
    }
}
