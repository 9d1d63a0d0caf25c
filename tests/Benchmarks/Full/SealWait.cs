using Npgsql;

namespace AccountingSync.Benchmarks.Full;

/// <summary>Waits until an organisation's audit chain covers all its entries: sealing what was stored at once is not part of a day's load.</summary>
sealed class SealWait(NpgsqlConnection connection, string organisation, TimeProvider time, Action<string> say)
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Tell = TimeSpan.FromSeconds(20);

    /// <summary>Without a single seal.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">Nothing is sealed any more, and something is left.</exception>
    public async Task Wait(CancellationToken stop)
    {
        var (last, sealedAt, toldAt) = (await Unsealed(stop), time.GetTimestamp(), time.GetTimestamp());
        while (last > 0)
        {
            await Task.Delay(Look, stop);
            var left = await Unsealed(stop);
            if (left < last)
                (last, sealedAt) = (left, time.GetTimestamp());
            else if (time.GetElapsedTime(sealedAt) > Limit)
                throw new TimeoutException($"{left} entries of {organisation} are not sealed, and it goes no further.");
            if (time.GetElapsedTime(toldAt) > Tell)
            {
                toldAt = time.GetTimestamp();
                say(FormattableString.Invariant($"  {left:#,0} entries still to be sealed"));
            }
        }
    }

    /// <summary>By their numbers, of which a few may never have been given to an entry.</summary>
    async Task<long> Unsealed(CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT coalesce((SELECT max(seq) FROM ledger.entries WHERE organisation = $1), 0)
                 - coalesce((SELECT max(last_seq) FROM ledger.seals WHERE organisation = $1), 0)
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
