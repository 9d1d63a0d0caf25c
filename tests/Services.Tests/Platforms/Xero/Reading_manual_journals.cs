using System.Net;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.Xero;

public class Reading_manual_journals
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly DateTimeOffset Since = new(2026, 1, 31, 23, 30, 0, TimeSpan.FromHours(-5));

    [Test]
    public async Task asks_by_the_one_filter_that_large_organisations_take_and_for_pages_that_have_lines()
    {
        using var xero = new ScriptedXero();
        xero.Journals(ScriptedXero.Created(Sale));

        var found = (LookUpOutcome.Found)await xero.Platform.LookUp(Sale.Key, Go);

        Assert.That(xero.Asked[0].Path, Is.EqualTo($"ManualJournals?where=Narration==\"{Sale.Key}\"&page=1&pageSize=1000"));
        Assert.That(found.Document, Has.Property("Version").EqualTo("1769900000000").And.Property("Date").EqualTo(new DateOnly(2026, 1, 31)));
    }

    [TestCase("DRAFT")]
    [TestCase("VOIDED")]
    [TestCase("DELETED")]
    public async Task never_takes_for_absent_what_is_there_but_not_in_the_books(string status)
    {
        using var xero = new ScriptedXero();
        xero.Journals(ScriptedXero.Created(Sale, status));

        Assert.That(((LookUpOutcome.Failed)await xero.Platform.LookUp(Sale.Key, Go)).Reason, Does.Contain(status));
    }

    [TestCase(HttpStatusCode.OK, "<html>", null)]
    [TestCase(HttpStatusCode.OK, "{}", null)]
    [TestCase(HttpStatusCode.OK, """{"DateTimeUTC":"/Date(1)/","ManualJournals":[{"ManualJournalID":"1"}]}""", null)]
    [TestCase(HttpStatusCode.BadRequest, """{"Message":"no"}""", null)]
    [TestCase(HttpStatusCode.NotFound, "", null)]
    [TestCase(HttpStatusCode.ServiceUnavailable, "", null)]
    [TestCase(HttpStatusCode.TooManyRequests, "", 60)]
    public async Task never_takes_a_failure_for_absence(HttpStatusCode status, string body, int? seconds)
    {
        using var xero = new ScriptedXero();
        xero.Answer(status, body);

        var failed = (LookUpOutcome.Failed)await xero.Platform.LookUp(Sale.Key, Go);

        Assert.That(failed.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
        Assert.That(failed.Reason, Is.Not.Empty);
    }

    [Test]
    public void asks_for_no_key_that_could_end_its_quotation() =>
        Assert.That(
            async () =>
            {
                using var xero = new ScriptedXero();
                await xero.Platform.LookUp("A\" OR Status==\"POSTED", Go);
            },
            Throws.ArgumentException
        );

    [Test]
    public async Task goes_on_from_the_last_change_of_a_full_page_and_ends_at_the_time_of_the_last()
    {
        using var xero = new ScriptedXero();
        xero.Journals(Thousand(i => 1769998000000 + i * 1000L)).Journals(ScriptedXero.Created(Sale, status: "VOIDED", changed: 1769999500000, id: 7));

        var page = (ChangesOutcome.Page)await xero.Platform.ReadChanges(Since, Go);

        Assert.That(page.Changes, Has.Count.EqualTo(1000));
        Assert.That(
            page.Changes.Single(change => change.PlatformId.EndsWith("000007", StringComparison.Ordinal)).Document,
            Is.Null,
            "its last state"
        );
        Assert.That(page.Until, Is.EqualTo(DateTimeOffset.FromUnixTimeMilliseconds(1770000000000)));
    }

    [Test]
    public async Task fails_rather_than_lose_what_a_full_page_of_one_second_left_out()
    {
        using var xero = new ScriptedXero();
        xero.Journals(Thousand(_ => Since.ToUnixTimeMilliseconds() + 1));

        Assert.That(await xero.Platform.ReadChanges(Since, Go), Is.InstanceOf<ChangesOutcome.Failed>());
    }

    static string[] Thousand(Func<int, long> at) => [.. Enumerable.Range(0, 1000).Select(i => ScriptedXero.Created(Sale, changed: at(i), id: i))];
}
