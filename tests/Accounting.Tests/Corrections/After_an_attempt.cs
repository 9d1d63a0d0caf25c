using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Accounting.Tests.Corrections;

public sealed class After_an_attempt
{
    static readonly CorrectionPatience Patience = new(
        Settle: TimeSpan.FromSeconds(60),
        FirstPause: TimeSpan.FromSeconds(2),
        LongestPause: TimeSpan.FromHours(1),
        MostAttempts: 20
    );

    static readonly CorrectionOutcome[] Final =
    [
        new CorrectionOutcome.Corrected(),
        new CorrectionOutcome.AlreadySo(),
        new CorrectionOutcome.Refused("no"),
        new CorrectionOutcome.Changed("third"),
        new CorrectionOutcome.Altered("third"),
    ];

    static readonly CorrectionOutcome[] Passing =
    [
        new CorrectionOutcome.Throttled(null),
        new CorrectionOutcome.Unavailable("away"),
        new CorrectionOutcome.SignInNeeded("key"),
        new CorrectionOutcome.Told(),
        new CorrectionOutcome.Unknown("lost"),
    ];

    [TestCaseSource(nameof(Final))]
    public void what_is_certain_ends_it(CorrectionOutcome outcome) =>
        Assert.That(CorrectionCourse.For(outcome, 1, Patience), Is.EqualTo(new CorrectionCourse.Over(outcome.Word, outcome.Why)));

    [TestCaseSource(nameof(Passing))]
    public void what_may_pass_is_tried_again_and_in_the_end_given_to_a_person(CorrectionOutcome outcome)
    {
        Assert.That(CorrectionCourse.For(outcome, 19, Patience), Is.InstanceOf<CorrectionCourse.Again>());
        var over = (CorrectionCourse.Over)CorrectionCourse.For(outcome, 20, Patience);
        Assert.That(over.State, Is.EqualTo("parked"));
        Assert.That(over.Why, Does.Contain("20 attempts"));
    }

    [Test]
    public void what_nobody_knows_has_settled_before_it_is_tried_again_with_a_key_of_its_own() =>
        Assert.Multiple(() =>
        {
            Assert.That(Again(new CorrectionOutcome.Unknown("lost"), 1), Is.EqualTo(new CorrectionCourse.Again(Patience.Settle, NewKey: true)));
            Assert.That(Again(new CorrectionOutcome.Unknown("lost"), 7).After, Is.EqualTo(TimeSpan.FromSeconds(128)), "Longer when it goes on");
        });

    [Test]
    public void what_was_surely_not_done_keeps_its_key() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Again(new CorrectionOutcome.Unavailable("away"), 1),
                Is.EqualTo(new CorrectionCourse.Again(TimeSpan.FromSeconds(2), NewKey: false))
            );
            Assert.That(Again(new CorrectionOutcome.Unavailable("away"), 4).After, Is.EqualTo(TimeSpan.FromSeconds(16)));
            Assert.That(Again(new CorrectionOutcome.Unavailable("away"), 19).After, Is.EqualTo(Patience.LongestPause));
        });

    [Test]
    public void a_source_that_asks_to_wait_is_given_the_time() =>
        Assert.That(
            Again(new CorrectionOutcome.Throttled(TimeSpan.FromSeconds(30)), 1),
            Is.EqualTo(new CorrectionCourse.Again(TimeSpan.FromSeconds(30), NewKey: false))
        );

    [TestCase(1, 60)]
    [TestCase(5, 60)]
    [TestCase(8, 256)]
    [TestCase(20, 3_600)]
    public void what_goes_after_another_waits_as_long_as_the_other_unless_it_is_sent_for(int attemptsOfTheOther, int seconds) =>
        Assert.That(Patience.Settled(attemptsOfTheOther), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    static CorrectionCourse.Again Again(CorrectionOutcome outcome, int attempt) =>
        (CorrectionCourse.Again)CorrectionCourse.For(outcome, attempt, Patience);
}
