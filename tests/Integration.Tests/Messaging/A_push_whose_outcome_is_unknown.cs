using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.ResolveOutcome;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class A_push_whose_outcome_is_unknown
{
    PostOffice office = null!;
    TestService service = null!;
    Guid push;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("outcome");
        service = await office.Start(
            Queues.PlatformSync,
            reads =>
                reads
                    .Run<PushOutcomeStateMachine, PushOutcomeState>(Queues.PushOutcomes)
                    .Read<Witness<LookUpPush>>(Queues.PlatformSync)
                    .Read<Witness<RetryPush>>(Queues.PlatformSync)
                    .Read<Witness<ParkPush>>(Queues.PlatformSync)
        );
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Begin()
    {
        push = Guid.CreateVersion7();
        await service.Send(Unknown());
        await Eventually.That(Sagas, Is.EqualTo(1));
    }

    [Test]
    public async Task is_looked_up_after_a_second()
    {
        await Eventually.That(() => Seen("LookUpPush"), Is.EqualTo(1));

        Assert.That(
            await office.Read<bool>(
                $"""
                SELECT seen.seen_at - saga.updated_at >= interval '990 milliseconds'
                FROM test_platform_sync.seen, test_platform_sync.saga
                WHERE saga.id = '{push}' AND item ->> 'PushId' = '{push}'
                """
            ),
            Is.True
        );
        Assert.That(await Data("CurrentState"), Is.EqualTo("LookingUp"));
    }

    [Test]
    public async Task is_over_when_the_platform_has_it()
    {
        await service.Send(new PushFound { PushId = push, PlatformId = "145" });

        await Eventually.That(Sagas, Is.Zero);
        Assert.That(await Seen("RetryPush") + await Seen("ParkPush"), Is.Zero);
    }

    [Test]
    public async Task is_sent_again_when_the_platform_surely_has_it_not()
    {
        await service.Send(new PushNotFound { PushId = push, Attempt = 1 });

        await Eventually.That(() => Seen("RetryPush"), Is.EqualTo(1));
        Assert.That(await Sagas(), Is.Zero);
    }

    [Test]
    public async Task is_looked_up_again_after_a_longer_pause_when_nobody_could_tell()
    {
        await service.Send(Failed(1));
        await Eventually.That(() => Data("Attempt"), Is.EqualTo("2"));

        Assert.That(await Data("Reason"), Is.EqualTo("503"));
        var pause = await office.Read<TimeSpan>(
            $"""
            SELECT outbox.due_at - saga.updated_at FROM test_platform_sync.outbox, test_platform_sync.saga
            WHERE saga.id = '{push}' AND convert_from(body, 'UTF8') LIKE '%{push}%"attempt":2%'
            """
        );
        Assert.That(pause, Is.EqualTo(TimeSpan.FromSeconds(2)).Within(TimeSpan.FromMilliseconds(200)));
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(5, 16)]
    [TestCase(12, 2048)]
    [TestCase(13, 3600)]
    [TestCase(40, 3600)]
    public void waits_longer_each_time_up_to_an_hour(int attempt, int seconds) =>
        Assert.That(PushOutcomeStateMachine.Pause(attempt), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public async Task goes_to_a_person_after_the_last_try()
    {
        await office.Do(
            $"UPDATE test_platform_sync.saga SET data = jsonb_set(data, '{"{Attempt}"}', '{PushOutcomeStateMachine.MaxAttempts}') WHERE id = '{push}'"
        );

        await service.Send(Failed(PushOutcomeStateMachine.MaxAttempts));

        await Eventually.That(() => Seen("ParkPush"), Is.EqualTo(1));
        Assert.That(await Sagas(), Is.Zero);
        Assert.That(
            await office.Read<string>(
                $"SELECT item ->> 'Reason' FROM test_platform_sync.seen WHERE item ->> 'PushId' = '{push}' AND message = 'ParkPush'"
            ),
            Is.EqualTo("503")
        );
    }

    [Test]
    public async Task is_reported_twice_and_looked_for_once()
    {
        await service.Send(Unknown());
        await Eventually.That(
            () => office.Read<long>($"SELECT count(*) FROM test_platform_sync.outbox WHERE message_type = 'PushOutcomeUnknown'"),
            Is.Zero
        );

        Assert.That(
            await office.Read<long>(
                $"SELECT count(*) FROM test_platform_sync.outbox WHERE message_type = 'LookUpPush' AND convert_from(body, 'UTF8') LIKE '%{push}%'"
            ) + await Seen("LookUpPush"),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task leaves_nothing_to_say_once_it_is_over()
    {
        await service.Send(new PushFound { PushId = push, PlatformId = "145" });
        await Eventually.That(Sagas, Is.Zero);

        await service.Send(new PushNotFound { PushId = push, Attempt = 1 });
        await service.Send(Failed(1));

        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_platform_sync.outbox WHERE message_type LIKE 'Push%'"), Is.Zero);
        Assert.That(await Sagas() + await Seen("RetryPush"), Is.Zero);
    }

    PushOutcomeUnknown Unknown() =>
        new()
        {
            PushId = push,
            Organisation = Say.Organisation,
            Reason = "no answer",
        };

    PushLookUpFailed Failed(int attempt) =>
        new()
        {
            PushId = push,
            Attempt = attempt,
            Reason = "503",
        };

    Task<long> Sagas() => office.Read<long>($"SELECT count(*) FROM test_platform_sync.saga WHERE id = '{push}'");

    Task<long> Seen(string message) =>
        office.Read<long>($"SELECT count(*) FROM test_platform_sync.seen WHERE message = '{message}' AND item ->> 'PushId' = '{push}'");

    Task<string> Data(string member) => office.Read<string>($"SELECT data ->> '{member}' FROM test_platform_sync.saga WHERE id = '{push}'");
}
