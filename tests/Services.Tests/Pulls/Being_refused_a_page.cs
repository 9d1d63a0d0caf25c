using System.Net;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Pulls;

public sealed class Being_refused_a_page
{
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 4)]
    public void asks_again_after_a_growing_pause(int attempt, int seconds) =>
        Assert.That(
            PullPages.After(new FetchAnswer.Unavailable("HTTP 500"), attempt, isPlaceNamed: true),
            Is.EqualTo(((PullOutcome?)null, TimeSpan.FromSeconds(seconds)))
        );

    [Test]
    public void waits_as_the_vendor_asks() =>
        Assert.That(
            PullPages.After(new FetchAnswer.Throttled(TimeSpan.FromSeconds(7)), 1, isPlaceNamed: false).Pause,
            Is.EqualTo(TimeSpan.FromSeconds(7))
        );

    [Test]
    public void leaves_a_longer_wait_to_the_next_pull() =>
        Assert.That(
            PullPages.After(new FetchAnswer.Throttled(TimeSpan.FromMinutes(5)), 1, isPlaceNamed: false).End,
            Is.InstanceOf<PullOutcome.Interrupted>()
        );

    [Test]
    public void goes_on_with_the_next_pull_after_four_attempts() =>
        Assert.That(PullPages.After(new FetchAnswer.Unavailable("HTTP 500"), 4, isPlaceNamed: true).End, Is.InstanceOf<PullOutcome.Interrupted>());

    [Test]
    public void fails_at_once_when_the_key_is_refused() =>
        Assert.That(PullPages.After(new FetchAnswer.Unauthorized(), 1, isPlaceNamed: false).End, Is.InstanceOf<PullOutcome.Failed>());

    static IEnumerable<FetchAnswer> Refusals() =>
        [new FetchAnswer.NotFound(), new FetchAnswer.Unavailable("HTTP 400") { Status = HttpStatusCode.BadRequest }];

    [TestCaseSource(nameof(Refusals))]
    public void fails_at_once_when_the_place_is_forgotten_where_the_list_was_to_go_on(FetchAnswer refusal)
    {
        Assert.That(PullPages.After(refusal, 1, isPlaceNamed: true).End, Is.InstanceOf<PullOutcome.Failed>());
        Assert.That(PullPages.After(refusal, 1, isPlaceNamed: false).End, Is.Null, "and asks again for the beginning");
    }
}
