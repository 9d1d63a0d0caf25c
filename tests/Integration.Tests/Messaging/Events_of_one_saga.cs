using AccountingSync.Contracts;
using AccountingSync.Messaging;
using MassTransit;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class CountState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = string.Empty;
    public int Begun { get; set; }
    public int Failed { get; set; }
}

/// <summary>Counts: reads, adds one and writes, so that a lost update is a missing one.</summary>
public sealed class CountingMachine : MassTransitStateMachine<CountState>
{
    public CountingMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Begun, on => on.CorrelateById(message => message.Message.PushId));
        Event(() => Failed, on => on.CorrelateById(message => message.Message.PushId));
        Initially(When(Begun).Then(x => x.Saga.Begun++).TransitionTo(Counting));
        During(Counting, When(Begun).Then(x => x.Saga.Begun++), When(Failed).Then(x => x.Saga.Failed++));
    }

    public State Counting { get; private set; } = null!;
    public Event<PushOutcomeUnknown> Begun { get; private set; } = null!;
    public Event<PushLookUpFailed> Failed { get; private set; } = null!;
}

public sealed class Events_of_one_saga
{
    PostOffice office = null!;
    TestService service = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("saga");
        service = await office.Start(
            Queues.PlatformSync,
            reads => reads.Run<CountingMachine, CountState>(Queues.PushOutcomes),
            new Dictionary<string, string> { ["RabbitMq:Concurrency"] = "12" }
        );
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task at_the_same_time_lose_no_update()
    {
        var id = Guid.CreateVersion7();
        await service.Send(Begun(id));
        await Eventually.That(() => Count("Begun", id), Is.EqualTo(1));

        await service.Send([
            .. Enumerable
                .Range(1, 50)
                .Select(number => new PushLookUpFailed
                {
                    PushId = id,
                    Attempt = number,
                    Reason = "busy",
                }),
        ]);

        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_platform_sync.outbox"), Is.Zero);
        Assert.That(await Count("Failed", id), Is.EqualTo(50));
        Assert.That(await office.Read<int>($"SELECT version FROM test_platform_sync.saga WHERE id = '{id}'"), Is.EqualTo(51));
    }

    [Test]
    public async Task that_are_both_the_first_make_one_instance()
    {
        var ids = Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7()).ToArray();

        await service.Send([.. ids.SelectMany(id => new[] { Begun(id), Begun(id) })]);

        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_platform_sync.outbox"), Is.Zero);
        var counts = new List<int>();
        foreach (var id in ids)
            counts.Add(await Count("Begun", id));
        Assert.That(counts, Is.All.EqualTo(2));
    }

    static PushOutcomeUnknown Begun(Guid id) =>
        new()
        {
            PushId = id,
            Organisation = Say.Organisation,
            Reason = "no answer",
        };

    Task<int> Count(string member, Guid id) =>
        office.Read<int>($"SELECT coalesce(max((data ->> '{member}')::integer), 0) FROM test_platform_sync.saga WHERE id = '{id}'");
}
