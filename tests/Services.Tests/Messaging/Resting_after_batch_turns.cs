using AccountingSync.Messaging;

namespace AccountingSync.Services.Tests.Messaging;

public sealed class Resting_after_batch_turns
{
    static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan Late = TimeSpan.FromMilliseconds(200);
    readonly List<TimeSpan> rests = [];
    RestAfterTurns rest = null!;

    [SetUp]
    public void Begin()
    {
        rest = new RestAfterTurns();
        rests.Clear();
    }

    void Turns(int count, TimeSpan? liveAge)
    {
        for (var i = 0; i < count; i++)
        {
            if (liveAge is { } age)
                rest.NoteBeside(age);
            rests.Add(rest.After(Turn));
        }
    }

    [Test]
    public void there_is_none_while_nothing_is_live()
    {
        Turns(3, null);
        Assert.That(rests, Is.All.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void there_is_none_while_the_live_lane_is_prompt()
    {
        Turns(3, Prompt);
        Assert.That(rests, Is.All.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void it_doubles_while_the_live_lane_is_late_up_to_fifteen_turns()
    {
        Turns(9, Late);
        Assert.That(rests.Select(pause => pause / Turn), Is.EqualTo(new[] { 0.25, 0.5, 1, 2, 4, 8, 15, 15, 15 }));
    }

    [Test]
    public void late_is_what_is_later_than_usual()
    {
        for (var i = 0; i < 500; i++)
            rest.NoteAlone(TimeSpan.FromMilliseconds(95));
        Turns(2, Late);
        Assert.That(rests, Is.All.EqualTo(TimeSpan.Zero), "It is about twice as late as usual, and no more.");

        for (var i = 0; i < 500; i++)
            rest.NoteAlone(TimeSpan.FromMilliseconds(10));
        Turns(1, TimeSpan.FromMilliseconds(60));
        Assert.That(rests[^1], Is.EqualTo(Turn / 4));
    }

    [Test]
    public void it_is_the_mean_that_counts()
    {
        rest.NoteBeside(TimeSpan.FromMilliseconds(500));
        for (var i = 0; i < 9; i++)
            rest.NoteBeside(Prompt);
        Assert.That(rest.After(Turn), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void it_lessens_slowly_when_the_live_lane_is_prompt_again_and_fast_when_it_is_silent()
    {
        Turns(7, Late);
        Turns(1, Prompt);
        Turns(1, null);
        Assert.That(rests[^2] / Turn, Is.EqualTo(13.5).Within(1e-9));
        Assert.That(rests[^1] / Turn, Is.EqualTo(6.75).Within(1e-9));
        Turns(10, null);
        Assert.That(rests[^1], Is.EqualTo(TimeSpan.Zero));
    }
}
