using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>Sums up what is due of one day and group, or of one payout, and has it pushed: entries, summary, push and news in one commit.</summary>
sealed class MakeSummary(NpgsqlDataSource database, FreshMessages fresh)
{
    /// <summary>As many as an envelope holds at most.</summary>
    const int AtATime = 500;

    /// <returns>How many entries it sums up; 0 when another was faster.</returns>
    public async Task<int> Make(PlatformConnection connection, DateOnly date, string group, DateTimeOffset now, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, connection.Organisation, stop);
        var name = await SummaryStore.Next(session, connection.Connection, date, group, stop);
        var id = name.IdIn(connection.Organisation);
        var sums = new SummaryLines();
        var members = new List<SummarisedEntry>();
        await SummaryStore.Take(
            session,
            name,
            id,
            now,
            taken =>
            {
                sums.Add(taken.Entry.Lines.ToLines());
                members.Add(
                    new SummarisedEntry
                    {
                        TraceParent = taken.TraceParent,
                        Connection = connection.Connection,
                        EntryId = taken.Entry.EntryId,
                        DueAt = taken.Place.DueAt,
                        SummaryId = id,
                    }
                );
            },
            stop
        );
        if (sums.Entries == 0)
            return 0;
        var summary = name.Entry(connection.Organisation, sums);
        await SummaryStore.Note(session, name, id, sums.Entries, now, stop);
        var pushed = new PostedEntry
        {
            Entry = summary.ToData(),
            ReceivedAt = now,
            PostedAt = now,
        };
        await PushStore.Enqueue(session, connection.Connection, [pushed], now, stop);
        var outbox = new Outbox(fresh);
        foreach (var some in members.Chunk(AtATime))
            outbox.Add(new EntriesSummarised { Organisation = connection.Organisation, Items = some });
        outbox.Add(
            new SummariesMade
            {
                Organisation = connection.Organisation,
                Items =
                [
                    new MadeSummary
                    {
                        Connection = connection.Connection,
                        SummaryId = id,
                        Source = summary.Origin.Source,
                        Name = summary.Origin.TransactionId,
                        Number = name.Number,
                        Date = date,
                        Entries = sums.Entries,
                        Totals = summary.Totals,
                        MadeAt = now,
                    },
                ],
            }
        );
        await outbox.Flush(session, stop);
        Failpoint.Hit("summary.before-commit");
        await session.Commit(stop);
        Failpoint.Hit("summary.committed");
        return sums.Entries;
    }
}
