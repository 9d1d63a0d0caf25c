using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Odoo;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

[TestFixture(OdooInterface.Json2)]
[TestFixture(OdooInterface.JsonRpc)]
public class Signing_in_to_odoo(OdooInterface protocol)
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");

    readonly SettableClock clock = new(SandboxServer.Noon);
    SandboxDatabase database = null!;

    [SetUp]
    public async Task Start_sandbox() => database = await SandboxDatabase.Start(protocol, clock: clock);

    [TearDown]
    public async Task Stop_sandbox() => await database.DisposeAsync();

    [Test]
    public async Task asks_for_a_person_when_a_key_that_worked_is_taken_no_more()
    {
        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Created>());
        await database.Suffer("""{"next":["expired_token"]}""");

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.SignInNeeded>());
    }

    [TestCase("wrong")]
    [TestCase(null)]
    public async Task asks_for_a_person_and_tries_no_more_for_a_while(string? key)
    {
        database.Keys.Clear();
        database.Keys.Enqueue(key);
        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.SignInNeeded>());

        database.Keys.Clear();
        database.Keys.Enqueue(SandboxDatabase.Key);
        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.SignInNeeded>());

        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Created>());
    }

    async Task<WriteOutcome> Write() => (await database.Platform.Write([Sale], Go))[0];
}
