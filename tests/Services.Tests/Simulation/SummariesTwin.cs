using AccountingSync.Accounting;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Summaries;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>A row of <c>platform.summary_entries</c>.</summary>
sealed record SummaryEntryRow(JournalEntryData Entry, SummaryPlace Place, Guid? SummaryId);

/// <summary>Entries of one connection that are written within summaries of days or payouts. Models the statements of <c>SummaryStore</c> and
/// <c>PayoutMemberStore</c>, and what <c>EnqueuePushesConsumer</c>, <c>GatherPayoutsConsumer</c> and <c>MakeSummary</c> do with them.</summary>
sealed class SummariesTwin(World world, PlatformConnection connection, Action<object> announce)
{
    readonly Table<Guid, SummaryEntryRow> entries = new(world.TablesOf("platform-sync"));
    readonly Table<(DateOnly Date, string Group, int Number), Guid> made = new(world.TablesOf("platform-sync"));
    readonly Table<(string Source, string Id), SettlingPayout> members = new(world.TablesOf("platform-sync"));

    public IReadOnlyDictionary<Guid, SummaryEntryRow> Entries => entries.ByKey;
    public IReadOnlyDictionary<(string Source, string Id), SettlingPayout> Members => members.ByKey;
    public bool IsByPayout => connection.Granularity is Granularity.PerPayout;
    public IEnumerable<DateTimeOffset> Due => entries.Rows.Where(row => row.SummaryId is null).Select(row => row.Place.DueAt);

    public void Wait(IReadOnlyList<PostedEntry> posted)
    {
        List<SummaryEntryRow> waiting = [.. posted.Select(item => new SummaryEntryRow(item.Entry, PlaceOf(item.Entry), SummaryId: null))];
        foreach (var row in waiting)
            entries.Insert(row.Entry.EntryId, row);
        Tell(waiting);
    }

    SummaryPlace PlaceOf(JournalEntryData entry)
    {
        var lines = entry.Lines.ToLines();
        return connection.Granularity switch
        {
            Granularity.Daily(var daily) => daily.PlaceOf(entry.Source, entry.Rule, entry.Date, lines, world.Now),
            Granularity.PerPayout(var payouts) when members.Find((entry.Source, entry.TransactionId)) is { } by => payouts.Settled(
                by,
                entry.Date,
                lines,
                world.Now
            ),
            Granularity.PerPayout(var payouts) => payouts.Unsettled(entry.Source, entry.Rule, entry.Date, lines, world.Now),
            var other => throw new InvalidOperationException($"Nothing is summed up at {connection.Connection}: {other}"),
        };
    }

    public void Gather(AssertedPayout payout)
    {
        if (!IsByPayout || payout.Contents is not { } contents)
            return;
        var by = new SettlingPayout(payout.Source, payout.Id, payout.OccurredAt, payout.Date);
        var told = contents.Select(content => content.Id).Append(payout.Id).Distinct().Select(id => (payout.Source, id)).ToHashSet();
        // The one that told first stays the one.
        foreach (var member in told)
            members.Insert(member, by);
        List<SummaryEntryRow> moved =
        [
            .. entries
                .Rows.Where(row =>
                    row.SummaryId is null
                    && told.Contains((row.Entry.Source, row.Entry.TransactionId))
                    && !row.Place.Group.StartsWith(PayoutSummaries.Prefix, StringComparison.Ordinal)
                )
                .Select(row => row with { Place = PlaceOf(row.Entry) }),
        ];
        if (world.Without == Without.GatheringPayouts)
            moved.Clear();
        foreach (var row in moved)
            entries.Put(row.Entry.EntryId, row);
        Tell(moved);
    }

    /// <summary>Sums up what is due of one day and group.</summary>
    /// <returns>The document to push; null when nothing is due.</returns>
    public PostedEntry? Make()
    {
        var due = entries.Rows.Where(row => row.SummaryId is null && row.Place.DueAt <= world.Now).ToList();
        if (due.Count == 0)
            return null;
        var (date, group, _) = due[world.Dice.Below(due.Count)].Place;
        var number = made.ByKey.Keys.Count(one => one.Date == date && one.Group == group) + 1;
        var name = new SummaryName(connection.Connection, date, group, number);
        var id = name.IdIn(World.Organisation);
        var sums = new SummaryLines();
        List<SummaryEntryRow> taken =
        [
            .. due.Where(row => row.Place.Date == date && row.Place.Group == group).Select(row => row with { SummaryId = id }),
        ];
        foreach (var row in taken)
        {
            sums.Add(row.Entry.Lines.ToLines());
            if (world.Without != Without.MarkingSummed || number > 1)
                entries.Put(row.Entry.EntryId, row);
        }
        if (!made.Insert((date, group, number), id))
            throw new InvalidOperationException($"{group} of {date} has a number {number}: the table's key refuses it.");
        world.Trace?.Add($"{group} of {date:yyyy-MM-dd} part {number} is made of {taken.Count} entries");
        var summary = name.Entry(World.Organisation, sums);
        Tell(taken);
        announce(new SummariesMade { Organisation = World.Organisation, Items = [News(summary, name, id, sums.Entries)] });
        return new PostedEntry
        {
            Entry = summary.ToData(),
            ReceivedAt = world.Now,
            PostedAt = world.Now,
        };
    }

    MadeSummary News(JournalEntry summary, SummaryName name, Guid id, int count) =>
        new()
        {
            Connection = name.Connection,
            SummaryId = id,
            Source = summary.Origin.Source,
            Name = summary.Origin.TransactionId,
            Number = name.Number,
            Date = name.Date,
            Entries = count,
            Totals = summary.Totals,
            MadeAt = world.Now,
        };

    void Tell(IReadOnlyList<SummaryEntryRow> rows)
    {
        if (rows.Count > 0)
            announce(
                new EntriesSummarised
                {
                    Organisation = World.Organisation,
                    Items =
                    [
                        .. rows.Select(row => new SummarisedEntry
                        {
                            Connection = connection.Connection,
                            EntryId = row.Entry.EntryId,
                            DueAt = row.Place.DueAt,
                            SummaryId = row.SummaryId,
                        }),
                    ],
                }
            );
    }
}
