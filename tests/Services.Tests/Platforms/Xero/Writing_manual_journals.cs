using System.Net;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.Xero;

public class Writing_manual_journals
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");

    [Test]
    public async Task uses_only_members_of_the_vendors_specification_with_their_types()
    {
        using var xero = new ScriptedXero();
        await xero.Journals(ScriptedXero.Created(Sale), ScriptedXero.Created(Other, id: 2)).Platform.Write([Sale, Other], Go);

        Assert.That(XeroSchema.Problems("ManualJournals", xero.Sent()), Is.Empty);
        Assert.That(xero.Asked[0].Path, Is.EqualTo("ManualJournals?summarizeErrors=false"));
    }

    [TestCase("""{"ManualJournals":[{"Date":"2026-01-31"}]}""", "/ManualJournals/0/Narration is missing")]
    [TestCase("""{"ManualJournals":[{"Narration":"x","Reference":"y"}]}""", "/ManualJournals/0/Reference is unknown")]
    [TestCase("""{"ManualJournals":[{"Narration":"x","Status":"OPEN"}]}""", "/ManualJournals/0/Status is none of its values")]
    [TestCase(
        """{"ManualJournals":[{"Narration":"x","JournalLines":[{"LineAmount":"1.00"}]}]}""",
        "/ManualJournals/0/JournalLines/0/LineAmount is no number"
    )]
    [TestCase(
        """{"ManualJournals":[{"Narration":"x","JournalLines":[{"AccountID":"4"}]}]}""",
        "/ManualJournals/0/JournalLines/0/AccountID is no uuid"
    )]
    public void the_test_by_the_specification_sees_mistakes(string json, string problem) =>
        Assert.That(XeroSchema.Problems("ManualJournals", JsonSerializer.Deserialize<JsonElement>(json)), Is.EqualTo(new[] { problem }));

    [Test]
    public async Task says_what_it_is_in_its_lines_because_the_narration_is_our_key()
    {
        using var xero = new ScriptedXero();
        await xero.Journals(ScriptedXero.Created(Sale)).Platform.Write([Sale], Go);

        var journal = xero.Sent().GetProperty("ManualJournals")[0];
        Assert.That(journal.GetProperty("Narration").GetString(), Is.EqualTo(Sale.Key));
        Assert.That(journal.GetProperty("Status").GetString(), Is.EqualTo("POSTED"));
        Assert.That(journal.GetProperty("LineAmountTypes").GetString(), Is.EqualTo("NoTax"));
        Assert.That(
            journal
                .GetProperty("JournalLines")
                .EnumerateArray()
                .Select(line =>
                    $"{line.GetProperty("LineAmount").GetRawText()} {line.GetProperty("AccountID").GetString()![^2..]} {line.GetProperty("TaxType")} {line.GetProperty("Description")}"
                ),
            Is.EqualTo(
                new[]
                {
                    "108.00 a1 NONE Sale \"s-1\", card, location: main-street, front-shop s-1 revision 1",
                    "-100.00 a2 NONE Sale \"s-1\", front-shop s-1 revision 1",
                    "-8.00 a3 NONE Sale \"s-1\", tax: NY/sales, front-shop s-1 revision 1",
                }
            )
        );
    }

    [Test]
    public async Task repeats_its_idempotency_key_only_for_the_same_attempts()
    {
        using var xero = new ScriptedXero();
        for (var i = 0; i < 4; i++)
            xero.Answer(HttpStatusCode.InternalServerError, "");
        await xero.Platform.Write([Sale, Other], Go);
        await xero.Platform.Write([Sale, Other], Go);
        await xero.Platform.Write([Sale, Other with { Generation = 2 }], Go);
        await xero.Platform.Write([Sale with { Generation = 3 }], Go);

        var keys = xero.Asked.ConvertAll(asked => asked.Key!);
        Assert.That(keys[1], Is.EqualTo(keys[0]));
        Assert.That(keys.Distinct().Count(), Is.EqualTo(3));
        Assert.That(keys[3], Is.EqualTo($"{Sale.Key}-3"));
        Assert.That(keys, Has.All.Length.LessThanOrEqualTo(128));
    }

    [Test]
    public async Task reads_each_journals_own_answer_by_its_narration()
    {
        EntryToWrite[] entries = [Sale, Other, PlatformEntries.Sale("s-3"), PlatformEntries.Sale("s-4"), PlatformEntries.Sale("s-5")];
        using var xero = new ScriptedXero();
        xero.Journals(
            ScriptedXero.Wrong(entries[1], "The document date cannot be before the period lock date, currently set at 30-Nov-2018"),
            ScriptedXero.Wrong(entries[2], "Account code '999' is not a valid code for this document."),
            ScriptedXero.Created(entries[0]),
            ScriptedXero.Created(entries[3], status: "DRAFT", id: 2)
        );

        var outcomes = await xero.Platform.Write(entries, Go);

        Assert.That(
            outcomes.Select(outcome => outcome.GetType().Name),
            Is.EqualTo(
                new[]
                {
                    nameof(WriteOutcome.Created),
                    nameof(WriteOutcome.ClosedPeriod),
                    nameof(WriteOutcome.Refused),
                    nameof(WriteOutcome.Unknown),
                    nameof(WriteOutcome.Unknown),
                }
            )
        );
    }

    [Test]
    public async Task sends_one_by_one_what_was_refused_as_a_whole()
    {
        using var xero = new ScriptedXero();
        const string unreadable = """{"ErrorNumber":17,"Type":"PostDataInvalidException","Message":"no way"}""";
        xero.Answer(HttpStatusCode.BadRequest, unreadable).Journals(ScriptedXero.Created(Sale)).Answer(HttpStatusCode.BadRequest, unreadable);

        var outcomes = await xero.Platform.Write([Sale, Other], Go);

        Assert.That(outcomes[0], Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(outcomes[1], Is.EqualTo(new WriteOutcome.Refused("no way")));
        Assert.That(xero.Asked, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task looks_up_what_bears_a_key_that_was_used_for_something_else()
    {
        using var xero = new ScriptedXero();
        xero.Answer(HttpStatusCode.BadRequest, """{"Message":"Idempotency Key K is used with a different request."}""");

        Assert.That(await xero.Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>());
        Assert.That(xero.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task refuses_an_entry_that_is_longer_than_a_call_may_be()
    {
        using var xero = new ScriptedXero();
        var memo = new string('x', 3_000);
        var lines = Enumerable
            .Range(0, 1_200)
            .Select(i => new Accounting.JournalLine(PlatformEntries.Clearing, "USD", i % 2 == 0 ? 1m : -1m) { Memo = memo });
        xero.Journals(ScriptedXero.Created(Sale));

        var outcomes = await xero.Platform.Write([PlatformEntries.Entry("long", [.. lines]), Sale], Go);

        Assert.That(((WriteOutcome.Refused)outcomes[0]).Reason, Does.StartWith("The entry has 1200 lines, "));
        Assert.That(outcomes[1], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task refuses_zeros_and_fractions_of_cents_before_sending()
    {
        using var xero = new ScriptedXero();
        var outcomes = await xero.Platform.Write(
            [PlatformEntries.Sale("zero", net: 0m, tax: 0m), PlatformEntries.Sale("dinar", net: 1m, tax: 0m, currency: "KWD")],
            Go
        );

        Assert.That(outcomes, Has.All.InstanceOf<WriteOutcome.Refused>());
        Assert.That(xero.Asked, Is.Empty);
    }

    [Test]
    public async Task pauses_when_xero_says_that_nothing_is_left_of_the_day()
    {
        using var xero = new ScriptedXero(new() { MaxWait = TimeSpan.FromSeconds(1) });
        xero.Answer(
            HttpStatusCode.OK,
            $$"""{"ManualJournals":[{{ScriptedXero.Created(Sale)}}]}""",
            ("X-DayLimit-Remaining", "0"),
            ("X-MinLimit-Remaining", "12")
        );
        await xero.Platform.Write([Sale], Go);

        var next = (WriteOutcome.Throttled)(await xero.Platform.Write([Other], Go))[0];

        Assert.That(next.RetryAfter, Is.GreaterThan(TimeSpan.FromMinutes(14)));
        Assert.That(xero.Asked, Has.Count.EqualTo(1), "nothing is sent that Xero would refuse");
    }

    [TestCase("Retry-After", "1800", 1800)]
    [TestCase("X-Rate-Limit-Problem", "concurrent", 5)]
    [TestCase("X-Rate-Limit-Problem", "day", 3600)]
    [TestCase("X-Rate-Limit-Problem", "minute", 60)]
    public async Task waits_as_long_as_xero_says(string header, string value, int seconds)
    {
        using var xero = new ScriptedXero();
        xero.Answer(HttpStatusCode.TooManyRequests, "", (header, value));

        Assert.That((await xero.Platform.Write([Sale], Go))[0], Is.EqualTo(new WriteOutcome.Throttled(TimeSpan.FromSeconds(seconds))));
    }

    [Test]
    public async Task needs_a_person_where_the_organisation_is_no_longer_connected()
    {
        using var xero = new ScriptedXero();
        xero.Answer(HttpStatusCode.Forbidden, """{"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful"}""");

        Assert.That(((WriteOutcome.SignInNeeded)(await xero.Platform.Write([Sale], Go))[0]).Reason, Does.Contain("AuthenticationUnsuccessful"));
    }
}
