using System.Net;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Tryton;

public class Signing_in_to_tryton
{
    const string SignIn = "common.db.login";
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = ScriptedTryton.Sale;

    [Test]
    public async Task happens_once_for_all_calls()
    {
        using var tryton = new ScriptedTryton();

        await Write(tryton);

        Assert.That(tryton.Methods.Count(method => method == SignIn), Is.EqualTo(1));
    }

    [Test]
    public async Task happens_again_when_a_call_finds_the_session_ended()
    {
        using var tryton = new ScriptedTryton().When("account.move.post", HttpStatusCode.Unauthorized);

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(tryton.Methods.Count(method => method == SignIn), Is.EqualTo(2));
        Assert.That(tryton.Methods.Count(method => method == "account.move.create"), Is.EqualTo(1));
    }

    [Test]
    public async Task is_not_tried_over_and_over_with_a_wrong_password()
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero));
        using var tryton = new ScriptedTryton(clock).When(SignIn, HttpStatusCode.Unauthorized);

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        Assert.That(tryton.Methods, Is.EqualTo(new[] { SignIn }));

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task needs_a_person_where_tryton_asks_for_more_than_a_password()
    {
        using var tryton = new ScriptedTryton().When(SignIn, "sign-in asks for more");

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.SignInNeeded>());
    }

    [Test]
    public async Task needs_a_person_where_no_password_is_stored()
    {
        using var tryton = new ScriptedTryton(password: null);

        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        Assert.That(tryton.Methods, Is.Empty);
    }

    [TestCase(HttpStatusCode.TooManyRequests, "no more sign-ins")]
    [TestCase(HttpStatusCode.NotFound, "no database 'books'")]
    [TestCase(HttpStatusCode.BadGateway, "502")]
    public async Task may_succeed_later(HttpStatusCode status, string reason)
    {
        using var tryton = new ScriptedTryton().When(SignIn, status);

        Assert.That(((WriteOutcome.Unavailable)await Write(tryton)).Reason, Does.Contain(reason));
        Assert.That(await Write(tryton), Is.InstanceOf<WriteOutcome.Created>());
    }

    static async Task<WriteOutcome> Write(ScriptedTryton tryton) => (await tryton.Platform.Write([Sale], Go))[0];
}
