using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Corrections;

/// <summary>What every source does that can be corrected, whatever it is made of.</summary>
public abstract class Correcting_a_source
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);
    protected static readonly CancellationToken Go = CancellationToken.None;

    /// <summary>Goes to a source of its own through <see cref="Network"/>.</summary>
    protected abstract ISourceCorrections Source { get; }
    private protected abstract FaultyNetwork Network { get; }
    protected abstract SourceAccess Access { get; }

    /// <summary>A transaction that the source knows, and a field of it that says "old".</summary>
    protected abstract (string TransactionId, CorrectionField Field) Known { get; }

    /// <summary>One that it does not know.</summary>
    protected abstract string Stranger { get; }

    /// <summary>What is said of that one, and once something may have been sent.</summary>
    protected virtual string ToStrangers => "refused";
    protected virtual string ToStrangersAfterwards => "unknown";

    /// <summary>What the field says now, asked without the product's code.</summary>
    protected abstract Task<string?> Says();

    /// <summary>Somebody else writes there.</summary>
    protected abstract Task Write(string text);

    [Test]
    public async Task changes_what_is_there()
    {
        Assert.That(await Correct(), Is.InstanceOf<CorrectionOutcome.Corrected>());
        Assert.That(await Says(), Is.EqualTo("new"));
    }

    [Test]
    public async Task says_that_it_is_so_already_and_changes_nothing()
    {
        await Write("new");

        Assert.That(await Correct(), Is.InstanceOf<CorrectionOutcome.AlreadySo>());
        Assert.That(await Says(), Is.EqualTo("new"));
    }

    [Test]
    public async Task leaves_alone_what_somebody_else_has_written()
    {
        await Write("third");

        Assert.That(await Correct(), Is.EqualTo(new CorrectionOutcome.Changed("third")));
        Assert.That(await Says(), Is.EqualTo("third"));
    }

    [Test]
    public async Task does_it_once_however_often_the_same_attempt_is_made()
    {
        await Correct();

        Assert.That(await Correct(uncertain: true), Is.InstanceOf<CorrectionOutcome.Corrected>());
        Assert.That(await Says(), Is.EqualTo("new"));
        Assert.That(Network.Keys.Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase(NetworkFault.AnswerLost, "new")]
    [TestCase(NetworkFault.PageOfAProxy, "old")]
    public async Task an_answer_that_tells_nothing_is_unknown_and_found_out_by_the_next_attempt(NetworkFault fault, string there)
    {
        Network.Next.Enqueue(fault);

        Assert.That(await Correct(), Is.InstanceOf<CorrectionOutcome.Unknown>());
        Assert.That(await Says(), Is.EqualTo(there));

        Assert.That(await Correct(uncertain: true, key: "second"), Is.InstanceOf<CorrectionOutcome.Corrected>());
        Assert.That(await Says(), Is.EqualTo("new"));
    }

    [Test]
    public async Task what_somebody_wrote_after_a_lost_answer_stays()
    {
        Network.Next.Enqueue(NetworkFault.AnswerLost);
        await Correct();
        await Write("third");

        await Correct(uncertain: true, key: "second");

        Assert.That(await Says(), Is.EqualTo("third"));
    }

    [Test]
    public async Task what_never_left_was_surely_not_done()
    {
        Network.Next.Enqueue(NetworkFault.Unreachable);

        Assert.That(await Correct(), Is.InstanceOf<CorrectionOutcome.Unavailable>());
        Assert.That(await Says(), Is.EqualTo("old"));
    }

    [Test]
    public async Task waits_as_long_as_it_is_asked_to()
    {
        Network.Next.Enqueue(NetworkFault.TooMany);

        Assert.That(await Correct(), Is.EqualTo(new CorrectionOutcome.Throttled(TimeSpan.FromSeconds(7))));
        Assert.That(await Says(), Is.EqualTo("old"));
    }

    [Test]
    public async Task says_when_a_person_must_give_it_another_key()
    {
        Network.Next.Enqueue(NetworkFault.KeyRefused);

        Assert.That(await Correct(), Is.InstanceOf<CorrectionOutcome.SignInNeeded>());
    }

    [Test]
    public async Task sends_nothing_when_it_is_too_late()
    {
        Assert.That(await Correct(sendBefore: Noon), Is.InstanceOf<CorrectionOutcome.Unavailable>());
        Assert.That(Network.Keys, Is.Empty);
        Assert.That(await Says(), Is.EqualTo("old"));
    }

    [Test]
    public async Task refuses_what_the_source_does_not_know()
    {
        var outcome = await Correct(id: Stranger);

        Assert.That(outcome.Word, Is.EqualTo(ToStrangers));
        Assert.That(outcome.Why, Does.Contain(Stranger));
    }

    [Test]
    public async Task that_a_transaction_is_not_there_any_more_does_not_say_that_nothing_was_done() =>
        Assert.That((await Correct(id: Stranger, uncertain: true)).Word, Is.EqualTo(ToStrangersAfterwards));

    [Test]
    public void allows_what_it_corrects_and_no_money()
    {
        Assert.That(Source.Allows(Known.TransactionId, Known.Field), Is.InstanceOf<CorrectionAllowance.Allowed>());
        foreach (var word in new[] { "gross", "currency", "occurred_at", "taxes" })
            Assert.That(
                Source.Allows(Known.TransactionId, CorrectionField.Of(word)),
                Is.InstanceOf<CorrectionAllowance.Refused>().And.Property("Reason").Contains(word)
            );
    }

    protected Task<CorrectionOutcome> Correct(string? id = null, bool uncertain = false, string key = "first", DateTimeOffset? sendBefore = null) =>
        Source.Correct(
            new CorrectionAttempt(
                "acme",
                new SourceCorrection(
                    Guid.Parse("0195a1de-0000-7000-8000-000000000001"),
                    "shop",
                    id ?? Known.TransactionId,
                    Known.Field,
                    From: "old",
                    To: "new",
                    Reason: "a slip",
                    AskedBy: "ops"
                ),
                key,
                uncertain,
                sendBefore ?? Noon.AddSeconds(30)
            ),
            Access,
            Go
        );
}
