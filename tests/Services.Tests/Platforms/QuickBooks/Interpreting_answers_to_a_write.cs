using System.Net;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Interpreting_answers_to_a_write : ScriptedCompany
{
    [Test]
    public async Task created_carries_the_document_as_quickbooks_holds_it()
    {
        var outcome = (WriteOutcome.Created)await WriteAnswered(HttpStatusCode.OK, QuickBooksAnswers.Created(Sale.Key));

        Assert.That(
            outcome.Document,
            Has.Property("PlatformId").EqualTo("201").And.Property("Version").EqualTo("0").And.Property("Key").EqualTo(Sale.Key)
        );
        Assert.That(outcome.Document.Date, Is.EqualTo(new DateOnly(2026, 1, 31)));
        Assert.That(PlatformEntries.Facts(outcome.Document.Lines), Is.EqualTo(PlatformEntries.Facts(Sale.Entry.Lines)));
    }

    [Test]
    public async Task a_document_that_differs_from_what_was_sent_is_shown_as_it_is()
    {
        var outcome = await WriteAnswered(HttpStatusCode.OK, $$"""{"JournalEntry":{{QuickBooksAnswers.Entry(Sale.Key, amount: "107.99")}} }""");

        Assert.That(((WriteOutcome.Created)outcome).Document.Lines[0].Amount, Is.EqualTo(107.99m));
    }

    [Test]
    public async Task the_books_are_closed()
    {
        var body = QuickBooksAnswers.Fault("6210", "Account Period Closed, Cannot Update Through Services API", "The account period has closed");

        Assert.That(await WriteAnswered(HttpStatusCode.BadRequest, body), Is.InstanceOf<WriteOutcome.ClosedPeriod>());
    }

    [TestCase("2500", "Invalid Reference Id")]
    [TestCase("610", "Object Not Found")]
    [TestCase("5010", "Stale Object Error")]
    [TestCase("6000", "A business validation error has occurred while processing your request")]
    [TestCase("2020", "Required param missing, need to supply the required value for the API")]
    [TestCase("500", "Unsupported Operation")]
    public async Task a_validation_fault_is_a_refusal_in_the_vendors_words(string code, string message)
    {
        var outcome = await WriteAnswered(HttpStatusCode.BadRequest, QuickBooksAnswers.Fault(code, message, "the detail"));

        Assert.That(((WriteOutcome.Refused)outcome).Reason, Does.Contain(message).And.Contains("the detail").And.Contains(code));
    }

    [Test]
    public async Task the_recorded_answer_to_an_unknown_property_is_a_refusal() =>
        Assert.That(await WriteAnswered(HttpStatusCode.BadRequest, QuickBooksAnswers.UnknownProperty), Is.InstanceOf<WriteOutcome.Refused>());

    [Test]
    public async Task an_ended_subscription_needs_a_person_and_no_other_token()
    {
        var body = QuickBooksAnswers.Fault("6190", "Invalid Company Status", "Subscription period has ended or canceled");

        Assert.That(await WriteAnswered(HttpStatusCode.BadRequest, body), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        Assert.That(QuickBooks.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task a_duplicate_number_that_is_ours_is_there_already()
    {
        QuickBooks
            .Answer(
                HttpStatusCode.BadRequest,
                QuickBooksAnswers.Fault("6140", "Duplicate Document Number Error", "You must specify a different number")
            )
            .Ok(QuickBooksAnswers.Found(QuickBooksAnswers.Entry(Sale.Key, id: "77")));

        Assert.That(((WriteOutcome.AlreadyThere)await Write()).Document.PlatformId, Is.EqualTo("77"));
    }

    [Test]
    public async Task a_duplicate_number_that_another_kind_of_document_bears_is_a_refusal()
    {
        QuickBooks
            .Answer(
                HttpStatusCode.BadRequest,
                QuickBooksAnswers.Fault("6140", "Duplicate Document Number Error", "You must specify a different number")
            )
            .Ok(QuickBooksAnswers.Found());

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Refused>());
    }

    [Test]
    public async Task a_duplicate_number_that_cannot_be_looked_up_is_unknown()
    {
        QuickBooks
            .Answer(
                HttpStatusCode.BadRequest,
                QuickBooksAnswers.Fault("6140", "Duplicate Document Number Error", "You must specify a different number")
            )
            .Answer(HttpStatusCode.InternalServerError, "");

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [TestCase("7", 7)]
    [TestCase(null, 60)]
    [TestCase("nonsense", 60)]
    public async Task too_many_requests_says_when_to_come_back(string? retryAfter, int seconds)
    {
        QuickBooks.Answer(HttpStatusCode.TooManyRequests, QuickBooksAnswers.Throttled, "text/plain", retryAfter);

        Assert.That(await Write(), Is.EqualTo(new WriteOutcome.Throttled(TimeSpan.FromSeconds(seconds))));
    }

    [Test]
    public async Task a_throttle_that_comes_as_a_fault_is_one_too() =>
        Assert.That(
            await WriteAnswered(HttpStatusCode.BadRequest, QuickBooksAnswers.Fault("003001", "message=ThrottleExceeded; errorCode=003001", "")),
            Is.InstanceOf<WriteOutcome.Throttled>()
        );

    [TestCase(HttpStatusCode.InternalServerError, "")]
    [TestCase(HttpStatusCode.BadGateway, QuickBooksAnswers.Page)]
    [TestCase(HttpStatusCode.ServiceUnavailable, "")]
    [TestCase(HttpStatusCode.GatewayTimeout, "")]
    [TestCase(HttpStatusCode.RequestTimeout, "")]
    [TestCase(HttpStatusCode.OK, QuickBooksAnswers.Page)]
    [TestCase(HttpStatusCode.OK, "")]
    [TestCase(HttpStatusCode.OK, "[]")]
    [TestCase(HttpStatusCode.OK, "{}")]
    [TestCase(
        HttpStatusCode.OK,
        """{"JournalEntry":{"Id":"1","SyncToken":"0","TxnDate":"2026-01-31","Line":[{"DetailType":"JournalEntryLineDetail"}]}}"""
    )]
    [TestCase(HttpStatusCode.OK, """{"JournalEntry":{"Id":"1","Sy""")]
    [TestCase(HttpStatusCode.NotFound, QuickBooksAnswers.Page)]
    public async Task nobody_knows_after_an_error_of_theirs_or_an_unreadable_answer(HttpStatusCode status, string body) =>
        Assert.That(await WriteAnswered(status, body), Is.InstanceOf<WriteOutcome.Unknown>());

    [Test]
    public async Task nobody_knows_after_a_server_error_even_where_it_names_a_fault_of_ours() =>
        Assert.That(
            await WriteAnswered(HttpStatusCode.InternalServerError, QuickBooksAnswers.Fault("6000", "A business validation error", "x")),
            Is.InstanceOf<WriteOutcome.Unknown>()
        );

    [Test]
    public async Task nobody_knows_after_a_system_fault_whatever_the_status() =>
        Assert.That(
            await WriteAnswered(HttpStatusCode.BadRequest, QuickBooksAnswers.Fault("10000", "An application error has occurred", "", "SystemFault")),
            Is.InstanceOf<WriteOutcome.Unknown>()
        );
}
