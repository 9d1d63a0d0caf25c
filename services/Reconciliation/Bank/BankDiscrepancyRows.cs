using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What the judgement about lines that nothing answers needs to know.</summary>
static class BankDiscrepancyRows
{
    /// <summary>Those that are open about lines of a currency.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Source, string TransactionId)>> Open(
        Session session,
        string currency,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT id, source, transaction_id FROM reconciliation.discrepancies
            WHERE organisation = $1 AND state = 'open' AND type = ANY ($3) AND evidence -> 'bank' ->> 'currency' = $2
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = currency });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. DiscrepancyTypes.OfBanks.Select(DiscrepancyTypes.Name)] });
        await using var row = await command.ExecuteReaderAsync(stop);
        var open = new List<(Guid, string, string)>();
        while (await row.ReadAsync(stop))
            open.Add((row.GetGuid(0), row.GetString(1), row.GetString(2)));
        return open;
    }

    /// <summary>Names of the gateways that pay out, whatever the currency, and the day of the first payout of each.</summary>
    public static async Task<IReadOnlyDictionary<string, DateOnly>> Gateways(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, min(day) FROM reconciliation.bank_lines
            WHERE organisation = $1 AND side = 'books' AND kind = 'payout'
            GROUP BY source
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await using var row = await command.ExecuteReaderAsync(stop);
        var first = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        while (await row.ReadAsync(stop))
        {
            var day = row.GetFieldValue<DateOnly>(1);
            foreach (var name in Accounting.Matching.Gateways.OfSource(row.GetString(0)))
                first[name] = first.TryGetValue(name, out var known) && known < day ? known : day;
        }
        return first;
    }
}
