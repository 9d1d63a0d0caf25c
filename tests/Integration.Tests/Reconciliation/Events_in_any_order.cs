using System.Text;
using AccountingSync.Postgres;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Whatever the order in which the events come, and however often, the tables end the same.</summary>
public class Events_in_any_order
{
    const string Name = "acme";
    const int Orders = 150;
    ReconciliationSchema schema = null!;

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("any_order");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    static readonly Guid Entry = Accounting.EntryId.For(Name, Say.Source, "sale-1", 1, "entry");
    static readonly Guid Summary = Accounting.EntryId.For(Name, "summary:books", "2026-01-31/shop/USD", 1, "entry");
    static readonly DateTimeOffset Start = SettableClock.Start;

    /// <summary>A transaction that was held twice, mapped, corrected, taken back, pushed twice, refused elsewhere and edited twice; and some that ended otherwise.</summary>
    static readonly object[] Events =
    [
        Say.Received(Name, "sale-1"),
        Say.Received(Name, "sale-1", revision: 2, at: Start.AddSeconds(5)),
        Say.Held(Name, "sale-1", "no rule"),
        Say.Held(Name, "sale-1", "no rate", Start.AddSeconds(2)),
        Say.Posted(Name, "sale-1"),
        Say.Posted(Name, "sale-1", revision: 2, at: Start.AddSeconds(6)),
        Say.Reversed(Name, "sale-1"),
        Say.Rejected(Name, "sale-1"),
        Say.Received(Name, "sale-2"),
        Say.Superseded(Name, "sale-2", by: 2),
        Say.Superseded(Name, "sale-2", by: 3),
        Say.Held(Name, "sale-3"),
        Say.Written(Name, Entry, "17", 99m),
        Say.Written(Name, Entry, "17", 100m, at: Start.AddSeconds(9)),
        Say.Written(Name, Entry, "18"),
        Say.Refused(Name, Entry),
        Say.Refused(Name, Entry, "The period is closed."),
        Say.Changed(Name, Entry, "17", "edited", Start.AddSeconds(20)),
        Say.Changed(Name, Entry, "17", "deleted", Start.AddSeconds(30)),
        Say.Changed(Name, entry: null, "18", "edited", Start.AddSeconds(20)),
        Say.Summarised(Name, Entry, summary: null),
        Say.Summarised(Name, Entry, Summary),
        Say.SummaryMade(Name, Summary),
        Say.Connected(Name),
        Say.Connected(Name, active: false, since: Start.AddHours(1)),
        Say.Connected(Name, active: true, since: Start.AddHours(1)),
    ];

    [Test]
    public async Task end_in_one_state()
    {
        var expected = await StateAfter(Events);
        var order = (object[])Events.Clone();
        var seed = 20260131u;
        for (var round = 0; round < Orders; round++)
        {
            Shuffle(order, ref seed);
            Assert.That(await StateAfter(order), Is.EqualTo(expected), $"order {round}");
        }
    }

    [Test]
    public async Task change_nothing_when_they_come_again() =>
        Assert.That(await StateAfter([.. Events, .. Events.Reverse(), .. Events]), Is.EqualTo(await StateAfter(Events)));

    [Test]
    public async Task keep_the_last_word_of_each_kind()
    {
        var state = await StateAfter(Events);

        Assert.That(state, Does.Contain("no rate").And.Contain("\"superseded_by\":3").And.Contain("\"totals\":{\"USD\": 100}"));
        Assert.That(state, Does.Contain("\"active\":false"), "of two states with the same time, the inactive one");
    }

    /// <summary>All tables as text, without the news: how often there was news does depend on how often it came.</summary>
    async Task<string> StateAfter(IEnumerable<object> messages)
    {
        await using var session = await Session.Begin(schema.Service, Name, CancellationToken.None);
        foreach (var message in messages)
            await Organisation.Hear(session, message);
        var state = new StringBuilder();
        foreach (
            var table in new[]
            {
                "source_transactions",
                "ledger_entries",
                "platform_entries",
                "platform_refusals",
                "platform_changes",
                "connections",
                "summarised",
            }
        )
        {
            await using var command = session.Command(
                $"SELECT coalesce(string_agg(to_json(line)::text, chr(10) ORDER BY to_json(line)::text), '') FROM reconciliation.{table} line"
            );
            state.AppendLine(table).AppendLine((string)(await command.ExecuteScalarAsync())!);
        }
        return state.ToString();
    }

    static void Shuffle(object[] items, ref uint seed)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            seed = unchecked((seed * 1_664_525u) + 1_013_904_223u);
            var j = (int)((seed >> 8) % (uint)(i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
