using System.Net;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Sending_a_batch_to_quickbooks : ScriptedCompany
{
    [Test]
    public async Task reads_each_items_own_answer_in_whatever_order_they_come()
    {
        var third = PlatformEntries.Sale("s-3");
        var fourth = PlatformEntries.Sale("s-4");
        QuickBooks.Ok(
            QuickBooksAnswers.Batch(
                QuickBooksAnswers.FaultItem(3, "6210", "Account Period Closed", "closed"),
                QuickBooksAnswers.Item(1, Sale.Key),
                QuickBooksAnswers.FaultItem(2, "610", "Object Not Found", "made inactive")
            )
        );

        var outcomes = await Platform.Write([Sale, Other, third, fourth], Go);

        Assert.That(((WriteOutcome.Created)outcomes[0]).Document.Key, Is.EqualTo(Sale.Key));
        Assert.That(((WriteOutcome.Refused)outcomes[1]).Reason, Does.Contain("made inactive"));
        Assert.That(outcomes[2], Is.InstanceOf<WriteOutcome.ClosedPeriod>());
        Assert.That(outcomes[3], Is.InstanceOf<WriteOutcome.Unknown>(), "the answer says nothing about it");
    }

    [Test]
    public async Task names_its_items_and_repeats_its_request_id_only_for_the_same_attempts()
    {
        for (var i = 0; i < 4; i++)
            QuickBooks.Answer(HttpStatusCode.InternalServerError, "");
        await Platform.Write([Sale, Other], Go);
        await Platform.Write([Sale, Other], Go);
        await Platform.Write([Other, Sale], Go);
        await Platform.Write([Sale, Other with { Generation = 2 }], Go);

        var ids = QuickBooks.Asked.Select(asked => asked.Path.Split("requestid=")[1].Split('&')[0]).ToList();
        Assert.That(ids[1], Is.EqualTo(ids[0]));
        Assert.That(ids.Distinct().Count(), Is.EqualTo(3));
        Assert.That(ids, Has.All.Length.LessThanOrEqualTo(36));
        using var body = JsonDocument.Parse(QuickBooks.Asked[0].Body);
        var items = body.RootElement.GetProperty("BatchItemRequest").EnumerateArray().ToList();
        Assert.That(items.Select(item => item.GetProperty("bId").GetString()), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(items.Select(item => item.GetProperty("operation").GetString()), Is.All.EqualTo("create"));
    }

    [Test]
    public async Task sends_one_by_one_what_was_refused_as_a_whole()
    {
        QuickBooks
            .Answer(HttpStatusCode.BadRequest, QuickBooksAnswers.UnknownProperty)
            .Ok(QuickBooksAnswers.Created(Sale.Key))
            .Answer(HttpStatusCode.BadRequest, QuickBooksAnswers.UnknownProperty);

        var outcomes = await Platform.Write([Sale, Other], Go);

        Assert.That(outcomes[0], Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(outcomes[1], Is.InstanceOf<WriteOutcome.Refused>());
        Assert.That(QuickBooks.Asked.Select(asked => asked.Path.Split('?')[0]), Is.EqualTo(new[] { "batch", "journalentry", "journalentry" }));
    }

    [Test]
    public async Task gives_every_entry_the_outcome_of_a_batch_that_was_not_answered()
    {
        QuickBooks.Answer(HttpStatusCode.OK, QuickBooksAnswers.Page, "text/html").Answer(HttpStatusCode.TooManyRequests, "");

        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>());
        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Throttled>());
    }

    [Test]
    public void of_more_than_thirty_is_a_programming_mistake() =>
        Assert.That(
            async () => await Platform.Write([.. Enumerable.Range(0, 31).Select(i => PlatformEntries.Sale($"s-{i}"))], Go),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
}
