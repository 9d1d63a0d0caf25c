using AccountingSync.Accounting.Corrections;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Messaging;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Corrections;

public sealed class A_source_that_keeps_calls_waiting
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    static readonly CorrectionOutcome Lost = new CorrectionOutcome.Unknown("no answer in time");

    readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public void is_left_alone_for_a_minute_and_no_other_is()
    {
        var slow = new SlowSources(clock);
        slow.Note("till", Long, Lost);

        Assert.That((slow.MayTry("till"), slow.MayTry("stripe")), Is.EqualTo((false, true)));
        clock.Advance(SlowSources.Rest);
        Assert.That(slow.MayTry("till"), Is.True);
        Assert.That(slow.MayTry("till"), Is.False, "One tries it for all");
    }

    [Test]
    public void is_spoken_to_by_all_again_when_one_was_answered()
    {
        var slow = new SlowSources(clock);
        slow.Note("till", Long, Lost);
        clock.Advance(SlowSources.Rest);
        Assert.That(slow.MayTry("till"), Is.True);

        slow.Note("till", TimeSpan.FromMilliseconds(20), new CorrectionOutcome.Corrected());

        Assert.That((slow.MayTry("till"), slow.MayTry("till")), Is.EqualTo((true, true)));
    }

    [Test]
    public void is_not_one_that_fails_at_once_or_that_answers_after_a_while() =>
        Assert.Multiple(() =>
        {
            var slow = new SlowSources(clock);
            slow.Note("fails", TimeSpan.FromSeconds(1), Lost);
            slow.Note("answers", Long, new CorrectionOutcome.Corrected());
            Assert.That((slow.MayTry("fails"), slow.MayTry("answers")), Is.EqualTo((true, true)));
        });

    [Test]
    public void has_a_queue_behind_which_nothing_else_waits() =>
        Assert.That(
            Flow.All.Where(route => route.Value.Contains(Queues.SourceCorrections)).Select(route => route.Key),
            Is.EqualTo([typeof(SendSourceCorrection)])
        );
}
