using System.Net;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Signing_in_to_quickbooks : ScriptedCompany
{
    [Test]
    public async Task gets_a_newer_token_once_and_repeats_the_same_request()
    {
        Connect(new() { Realm = "9130", AccountIds = Ids() });
        Tokens.Enqueue("old");
        Tokens.Enqueue("new");
        QuickBooks.Answer(HttpStatusCode.Unauthorized, QuickBooksAnswers.Unauthorized).Ok(QuickBooksAnswers.Created(Sale.Key));

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(TokensAskedFor, Is.EqualTo(new[] { null, "old" }));
        Assert.That(QuickBooks.Asked.Select(asked => asked.Token), Is.EqualTo(new[] { "old", "new" }));
        Assert.That(QuickBooks.Asked[1] with { Token = "old" }, Is.EqualTo(QuickBooks.Asked[0]));
    }

    [Test]
    public async Task gives_up_when_the_newer_token_is_rejected_too()
    {
        Connect(new() { Realm = "9130", AccountIds = Ids() });
        Tokens.Enqueue("old");
        Tokens.Enqueue("new");
        QuickBooks
            .Answer(HttpStatusCode.Unauthorized, QuickBooksAnswers.Unauthorized)
            .Answer(HttpStatusCode.Unauthorized, QuickBooksAnswers.Unauthorized);

        Assert.That(((WriteOutcome.SignInNeeded)await Write()).Reason, Does.Contain("AuthenticationFailed"));
        Assert.That(QuickBooks.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task asks_for_a_person_when_there_is_no_token()
    {
        Tokens.Enqueue(null);

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        Assert.That(QuickBooks.Asked, Is.Empty);
    }

    [Test]
    public async Task is_unavailable_while_no_token_can_be_got()
    {
        using var http = new HttpClient(QuickBooks) { BaseAddress = new Uri("https://quickbooks.test/") };
        using var pace = new QuickBooksPace(QuickBooksLimits.None, TimeProvider.System);
        var platform = new QuickBooksPlatform(
            http,
            new() { Realm = "9130", AccountIds = Ids() },
            (_, _) => throw new HttpRequestException("no way"),
            pace,
            TimeProvider.System
        );

        Assert.That((await platform.Write([Sale], Go))[0], Is.InstanceOf<WriteOutcome.Unavailable>());
    }

    static Dictionary<string, string> Ids() =>
        new()
        {
            [PlatformEntries.Clearing] = "91",
            [PlatformEntries.Sales] = "92",
            [PlatformEntries.Tax] = "93",
        };
}
