using System.Net;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Looking_up_and_reading_changes : ScriptedCompany
{
    static readonly DateTimeOffset Since = new(2026, 1, 31, 23, 30, 0, TimeSpan.FromHours(-5));

    [Test]
    public async Task asks_by_document_number_and_escapes_quotes()
    {
        QuickBooks.Ok(QuickBooksAnswers.Found());

        await Platform.LookUp(@"O'Neil\", Go);

        Assert.That(QuickBooks.Asked[0].Path, Is.EqualTo(@"query?query=select * from JournalEntry where DocNumber = 'O\'Neil\\'&minorversion=75"));
    }

    [Test]
    public async Task knows_absent_found_and_doubled()
    {
        QuickBooks
            .Ok(QuickBooksAnswers.Found())
            .Ok(QuickBooksAnswers.Found(QuickBooksAnswers.Entry(Sale.Key)))
            .Ok(QuickBooksAnswers.Found(QuickBooksAnswers.Entry(Sale.Key, id: "1"), QuickBooksAnswers.Entry(Sale.Key, id: "2")))
            .Ok(QuickBooksAnswers.Found(QuickBooksAnswers.Entry("another")));

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Found>());
        var doubled = (LookUpOutcome.Doubled)await Platform.LookUp(Sale.Key, Go);
        Assert.That(doubled.Documents.Select(document => document.PlatformId), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
    }

    [TestCase(HttpStatusCode.OK, QuickBooksAnswers.Page, null)]
    [TestCase(HttpStatusCode.OK, "{}", null)]
    [TestCase(HttpStatusCode.OK, """{"QueryResponse":{"JournalEntry":[{"Id":"1"}]}}""", null)]
    [TestCase(HttpStatusCode.InternalServerError, "", null)]
    [TestCase(HttpStatusCode.TooManyRequests, "", 60)]
    public async Task never_takes_a_failure_for_absence(HttpStatusCode status, string body, int? seconds)
    {
        QuickBooks.Answer(status, body).Answer(status, body);

        var failed = (LookUpOutcome.Failed)await Platform.LookUp(Sale.Key, Go);

        Assert.That(failed.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
        Assert.That(failed.Reason, Is.Not.Empty);
        Assert.That(await Platform.ReadChanges(Since, Go), Is.InstanceOf<ChangesOutcome.Failed>());
    }

    [Test]
    public async Task reads_changed_and_deleted_entries()
    {
        QuickBooks.Ok(QuickBooksAnswers.Changes(QuickBooksAnswers.Entry(Sale.Key, syncToken: "3"), QuickBooksAnswers.Deleted("55")));

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(Since, Go);

        Assert.That(QuickBooks.Asked[0].Path, Is.EqualTo("cdc?entities=JournalEntry&changedSince=2026-02-01T04:30:00Z&minorversion=75"));
        Assert.That(page.Changes, Has.Count.EqualTo(2));
        Assert.That(page.Changes[0].Document, Has.Property("Version").EqualTo("3").And.Property("Key").EqualTo(Sale.Key));
        Assert.That(page.Changes[1], Is.EqualTo(new PlatformChange("55", new DateTimeOffset(2026, 2, 1, 18, 0, 0, TimeSpan.Zero), Document: null)));
        Assert.That(page.Until, Is.EqualTo(new DateTimeOffset(2026, 2, 2, 8, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task reads_no_changes_from_an_empty_answer()
    {
        QuickBooks.Ok(QuickBooksAnswers.Changes());

        Assert.That(((ChangesOutcome.Page)await Platform.ReadChanges(Since, Go)).Changes, Is.Empty);
    }

    [Test]
    public async Task goes_on_from_the_last_change_of_an_answer_that_is_full()
    {
        QuickBooks.Ok(Thousand(i => new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(i)));

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(Since, Go);

        Assert.That(page.Changes, Has.Count.EqualTo(1000));
        Assert.That(page.Until, Is.EqualTo(new DateTimeOffset(2026, 2, 1, 12, 16, 39, TimeSpan.Zero)));
    }

    [Test]
    public async Task fails_rather_than_lose_what_a_full_answer_without_order_left_out()
    {
        QuickBooks.Ok(Thousand(i => new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(-i)));

        Assert.That(await Platform.ReadChanges(Since, Go), Is.InstanceOf<ChangesOutcome.Failed>());
    }

    static string Thousand(Func<int, DateTimeOffset> at) =>
        QuickBooksAnswers.Changes([.. Enumerable.Range(0, 1000).Select(i => QuickBooksAnswers.Deleted($"{i}", $"{at(i):O}"))]);
}
