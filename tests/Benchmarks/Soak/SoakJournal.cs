using AccountingSync.Accounting.PlainText;
using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks.Soak;

/// <summary>The journal file that every sale of the soak is pushed to, so that the platform's side works as long as the others.</summary>
sealed class SoakJournal(string directory, NpgsqlDataSource owner)
{
    const string Connection = "journal";

    public static Task Connect(LocalSystem system, BenchOrganisation organisation, CancellationToken stop) =>
        organisation.Connect(system, Connection, "plain-text", stop);

    /// <summary>Until no push waits.</summary>
    /// <exception cref="TimeoutException">It goes no further.</exception>
    public async Task Drain(TimeProvider time, CancellationToken stop)
    {
        var (least, since) = (long.MaxValue, time.GetTimestamp());
        while (await Waiting(stop) is > 0 and var waiting)
        {
            if (waiting < least)
                (least, since) = (waiting, time.GetTimestamp());
            else if (time.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"{waiting} pushes to the journal wait, and it goes no further.");
            await Task.Delay(250, stop);
        }
    }

    /// <summary>The entries in the file itself, by their keys, against how many were accepted.</summary>
    public async Task<Check> Check(BenchOrganisation organisation, int accepted, CancellationToken stop)
    {
        var keys = new HashSet<string>(accepted);
        long entries = 0;
        var (balance, entry) = (0m, new List<string>());
        var file = Path.Combine(directory, "journals", organisation.Name, Connection, "journal.hledger");
        await foreach (var line in File.ReadLinesAsync(file, stop))
        {
            if (HledgerEntryReader.KeyOf(line) is { } key)
            {
                entries++;
                keys.Add(key);
                entry.Add(line);
            }
            else if (entry.Count > 0 && line.Length > 0)
                entry.Add(line);
            else if (entry.Count > 0)
            {
                balance += HledgerEntryReader.Read(string.Join('\n', entry)).Postings.Sum(posting => posting.Amount);
                entry.Clear();
            }
        }
        return new Check("soak.journal", accepted - keys.Count, entries - keys.Count, balance);
    }

    async Task<long> Waiting(CancellationToken stop)
    {
        await using var command = owner.CreateCommand("SELECT count(*) FROM platform.pushes WHERE state IN ('pending', 'sending', 'unknown')");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
