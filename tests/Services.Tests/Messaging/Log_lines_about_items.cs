using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Services.Tests.Messaging;

public sealed class Log_lines_about_items
{
    const string Trace = "0af7651916cd43dd8448eb211c80319c";
    Notebook log = null!;

    [SetUp]
    public void Begin() => log = new Notebook();

    static ItemIdentity Sale(int number) =>
        new()
        {
            Source = "till",
            TransactionId = $"sale-{number}",
            Revision = 1,
            TraceParent = $"00-{Trace}-b7ad6b7169203331-01",
        };

    [Test]
    public void name_the_transaction_and_say_why()
    {
        ItemLog.Tell(log, LogLevel.Warning, "acme", "held", [(Sale(7), "no-rule")]);

        var line = log.Lines.Single();
        Assert.That(line.Text, Is.EqualTo("held (acme): Source till TransactionId sale-7 Revision 1 Why no-rule"));
        Assert.That(
            line.Attributes,
            Is.EquivalentTo(
                new Dictionary<string, object?>
                {
                    ["Organisation"] = "acme",
                    ["Outcome"] = "held",
                    ["Source"] = "till",
                    ["TransactionId"] = "sale-7",
                    ["Revision"] = 1,
                    ["Why"] = "no-rule",
                }
            )
        );
    }

    [Test]
    public void stand_in_the_items_own_trace_whichever_envelope_carried_it()
    {
        using var envelope = new Activity("envelope").SetIdFormat(ActivityIdFormat.W3C).Start();

        ItemLog.Tell(log, LogLevel.Warning, "acme", "held", [(Sale(7), "no-rule"), (Sale(8) with { TraceParent = null }, "no-rule")]);

        Assert.That(log.Lines.Select(line => line.TraceId), Is.EqualTo(new[] { Trace, envelope.TraceId.ToString() }));
        Assert.That(Activity.Current, Is.SameAs(envelope));
    }

    [Test]
    public void are_twenty_at_most_and_tell_how_many_more_there_are()
    {
        ItemLog.Tell(log, LogLevel.Warning, "acme", "held", [.. Enumerable.Range(1, 25).Select(number => (Sale(number), (string?)null))]);

        Assert.That(log.Lines, Has.Count.EqualTo(21));
        Assert.That(log.Lines[^1].Text, Is.EqualTo("held as well: 5 more of acme"));
    }

    [Test]
    public void are_written_for_every_kind_of_item_that_knows_its_transaction() =>
        Assert.That(
            typeof(IIdentified)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(ITraced)) && type != typeof(ITraced))
                .Where(type => !type.IsAssignableTo(typeof(IIdentified))),
            Is.Empty
        );

    sealed record Line(string Text, IReadOnlyDictionary<string, object?> Attributes, string? TraceId);

    sealed class Notebook : ILogger
    {
        public List<Line> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(
                new Line(
                    formatter(state, exception),
                    ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary(),
                    Activity.Current?.TraceId.ToString()
                )
            );
    }
}
