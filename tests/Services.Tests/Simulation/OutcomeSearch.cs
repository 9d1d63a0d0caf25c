using AccountingSync.Contracts;
using AccountingSync.PlatformSync.ResolveOutcome;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Models <c>PushOutcomeStateMachine</c>, which runs only inside of MassTransit: one instance per push lives while its outcome is
/// looked for. The pauses and the number of tries are the machine's own.</summary>
sealed class OutcomeSearch(Tables tables, Action<object, TimeSpan> announce)
{
    sealed record Instance(string Organisation, int Attempt);

    readonly Table<Guid, Instance> instances = new(tables);

    public int Open => instances.Count;

    public void Handle(object message)
    {
        switch (message)
        {
            case PushOutcomeUnknown unknown when instances.Insert(unknown.PushId, new Instance(unknown.Organisation, Attempt: 1)):
                LookUpLater(unknown.PushId, instances.Find(unknown.PushId)!);
                break;
            case PushFound found:
                instances.Remove(found.PushId);
                break;
            case PushNotFound absent when instances.Remove(absent.PushId) is { } search:
                announce(new RetryPush { PushId = absent.PushId, Organisation = search.Organisation }, default);
                break;
            case PushLookUpFailed failed when instances.Find(failed.PushId) is { } search:
                if (search.Attempt < PushOutcomeStateMachine.MaxAttempts)
                {
                    instances.Put(failed.PushId, search with { Attempt = search.Attempt + 1 });
                    LookUpLater(failed.PushId, instances.Find(failed.PushId)!);
                    break;
                }
                instances.Remove(failed.PushId);
                announce(
                    new ParkPush
                    {
                        PushId = failed.PushId,
                        Organisation = search.Organisation,
                        Reason = failed.Reason,
                    },
                    default
                );
                break;
        }
    }

    void LookUpLater(Guid pushId, Instance search) =>
        announce(
            new LookUpPush
            {
                PushId = pushId,
                Organisation = search.Organisation,
                Attempt = search.Attempt,
            },
            PushOutcomeStateMachine.Pause(search.Attempt)
        );
}
