using AccountingSync.Contracts;
using MassTransit;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>Where the search for a push's outcome stands.</summary>
public sealed class PushOutcomeState : SagaStateMachineInstance
{
    /// <summary>The push's id.</summary>
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = string.Empty;
    public string Organisation { get; set; } = string.Empty;

    /// <summary>Look-ups so far.</summary>
    public int Attempt { get; set; }
    public string Reason { get; set; } = string.Empty;
}

/// <summary>A push whose outcome nobody knows: look it up by our key; adopt it when it is there, send it again when it surely is not,
/// back off while nobody can tell, and give it to a person in the end. An instance lives only while the answer is open.</summary>
public sealed class PushOutcomeStateMachine : MassTransitStateMachine<PushOutcomeState>
{
    /// <summary>With the pauses of <see cref="Pause"/>, about a day.</summary>
    public const int MaxAttempts = 40;

    public PushOutcomeStateMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Unknown, on => on.CorrelateById(message => message.Message.PushId));
        // What comes after the search has ended (a repeated look-up) has nothing left to say.
        Event(
            () => Found,
            on =>
            {
                on.CorrelateById(message => message.Message.PushId);
                on.OnMissingInstance(missing => missing.Discard());
            }
        );
        Event(
            () => NotFound,
            on =>
            {
                on.CorrelateById(message => message.Message.PushId);
                on.OnMissingInstance(missing => missing.Discard());
            }
        );
        Event(
            () => LookUpFailed,
            on =>
            {
                on.CorrelateById(message => message.Message.PushId);
                on.OnMissingInstance(missing => missing.Discard());
            }
        );

        Initially(
            When(Unknown)
                .Then(x =>
                {
                    x.Saga.Organisation = x.Message.Organisation;
                    x.Saga.Reason = x.Message.Reason;
                    x.Saga.Attempt = 1;
                })
                .ThenAsync(LookUpLater)
                .TransitionTo(LookingUp)
        );

        During(
            LookingUp,
            Ignore(Unknown),
            When(Found).Finalize(),
            When(NotFound).Publish(x => new RetryPush { PushId = x.Saga.CorrelationId, Organisation = x.Saga.Organisation }).Finalize(),
            When(LookUpFailed, x => x.Saga.Attempt < MaxAttempts)
                .Then(x =>
                {
                    x.Saga.Attempt++;
                    x.Saga.Reason = x.Message.Reason;
                })
                .ThenAsync(LookUpLater),
            When(LookUpFailed, x => x.Saga.Attempt >= MaxAttempts)
                .Publish(x => new ParkPush
                {
                    PushId = x.Saga.CorrelationId,
                    Organisation = x.Saga.Organisation,
                    Reason = x.Message.Reason,
                })
                .Finalize()
        );
        SetCompletedWhenFinalized();
    }

    public State LookingUp { get; private set; } = null!;
    public Event<PushOutcomeUnknown> Unknown { get; private set; } = null!;
    public Event<PushFound> Found { get; private set; } = null!;
    public Event<PushNotFound> NotFound { get; private set; } = null!;
    public Event<PushLookUpFailed> LookUpFailed { get; private set; } = null!;

    /// <summary>1 s, 2 s, 4 s … up to an hour.</summary>
    public static TimeSpan Pause(int attempt) => TimeSpan.FromSeconds(Math.Min(3_600, Math.Pow(2, Math.Min(attempt - 1, 12))));

    static Task LookUpLater<T>(BehaviorContext<PushOutcomeState, T> context)
        where T : class =>
        context.Publish(
            new LookUpPush
            {
                PushId = context.Saga.CorrelationId,
                Organisation = context.Saga.Organisation,
                Attempt = context.Saga.Attempt,
            },
            send => send.Delay = Pause(context.Saga.Attempt)
        );
}
